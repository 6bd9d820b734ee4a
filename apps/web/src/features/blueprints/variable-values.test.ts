import type { VariableView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { faultsByVariable, initialForm, readForm } from './variable-values.ts';

const variable = (name: string, change: Partial<VariableView> = {}): VariableView => ({
  name,
  type: 'string',
  description: null,
  required: false,
  default: null,
  secret: false,
  ...change,
});

test('a form starts with known values, then defaults, then empty', () => {
  const variables = [
    variable('a', { default: 'x' }),
    variable('b', { default: 3, type: 'number' }),
    variable('c'),
    variable('d', { type: 'boolean' }),
  ];
  expect(initialForm(variables, { a: 'mine' })).toEqual({ a: 'mine', b: '3', c: '', d: false });
});

test('an empty optional field is left out; an empty needed one is a fault', () => {
  const read = readForm([variable('a'), variable('b', { required: true })], { a: '', b: ' ' });
  expect(read).toEqual({ values: {}, faults: { b: 'This is needed' } });
});

test('a number is sent as a number, and what is none is a fault', () => {
  const variables = [variable('n', { type: 'number' })];
  expect(readForm(variables, { n: '4.5' }).values).toEqual({ n: 4.5 });
  expect(readForm(variables, { n: 'four' })).toEqual({ values: {}, faults: { n: 'Write a number' } });
});

test('an unticked boolean is false, not missing', () => {
  expect(readForm([variable('on', { type: 'boolean', required: true })], { on: false })).toEqual({
    values: { on: false },
    faults: {},
  });
});

test('a list stands an item a line, and empty lines are none', () => {
  const variables = [variable('l', { type: 'list', default: ['a', 'b'] })];
  expect(initialForm(variables, null)).toEqual({ l: 'a\nb' });
  expect(readForm(variables, { l: ' a \n\nb c' }).values).toEqual({ l: ['a', 'b c'] });
});

test('a secret is asked for anew, never filled in from what is shown of it', () => {
  expect(initialForm([variable('key', { secret: true })], { key: '(secret)' })).toEqual({ key: '' });
});

test('an issue finds its field; what belongs to none is kept', () => {
  const lost = { message: 'unknown variable', path: 'zzz' };
  expect(faultsByVariable([variable('a')], [{ message: 'too long', path: 'variables.a' }, lost])).toEqual({
    faults: { a: 'too long' },
    rest: [lost],
  });
});
