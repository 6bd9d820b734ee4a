import { parseBlueprint } from '@groundwork/shared/blueprint';
import { expect, test } from 'vitest';
import { nameIn, withName } from './name-line.ts';

const source = (name: string) => `groundwork: 1\nname: ${name}\nresources:\n  tag:\n    a:\n      name: vip\n`;

test.each([
  ['Captured from Bright Smile Dental', 'Captured from Bright Smile Dental'],
  [`"Joe's: the \\"best\\""`, `Joe's: the "best"`],
  [`'Joe''s'`, `Joe's`],
  ['', ''],
  ['Plan # with a remark', null],
  ['|', null],
  ['{ a: b }', null],
])('reads the name %s as %s', (written, name) => {
  expect(nameIn(source(written))).toBe(name);
});

test.each([
  'Clinic',
  'My ',
  'a: b',
  '# x',
  '$& and $1',
  'true',
  '12',
  "Joe's",
  'Ärzte & Söhne',
  '{{x}}',
  '- a',
  'x\\y',
])('a name of %j is the same in the field, in the text and in the blueprint', (name) => {
  const text = withName(source('Old'), name);
  expect(nameIn(text)).toBe(name);
  const parsed = parseBlueprint(text);
  expect(parsed.ok && parsed.blueprint.name).toBe(name);
  expect(text).toContain('\n      name: vip\n');
});

test('a text in JSON keeps its name to itself', () => {
  expect(nameIn('{ "groundwork": 1, "name": "x" }')).toBeNull();
});
