import { expect, test } from 'vitest';
import { printable } from './printable.ts';

test('a name in an account cannot move the cursor, colour the screen or turn the text around', () => {
  const name = 'Spa\u001B[2J\u001B[1A\u009B31m\u202Eevil\rover\u0007';
  expect(printable({ names: [name] }).names[0]).toBe('Spa�[2J�[1A�31m�evil�over�');
});

test('letters of all scripts, tabs and lines stay', () => {
  const text = 'Zahnärzte 東京 👩‍⚕️\n\tok';
  expect(printable(text)).toBe(text);
});
