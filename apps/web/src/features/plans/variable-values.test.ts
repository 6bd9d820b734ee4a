import type { EffectiveValueView, VariableView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import {
  entryOf,
  faultsByVariable,
  type FormVariable,
  formVariables,
  readForm,
  worthKeeping,
} from './variable-values.ts';

const variable = (name: string, change: Partial<FormVariable> = {}): FormVariable => ({
  name,
  type: 'string',
  description: null,
  required: false,
  default: null,
  secret: false,
  known: null,
  origin: null,
  ...change,
});

test('a variable knows what it is for the account, and where that comes from', () => {
  const declared: VariableView[] = [variable('phone'), variable('new')];
  const effective: EffectiveValueView[] = [
    { name: 'phone', type: 'string', description: null, secret: false, value: '555', origin: 'group' },
  ];
  expect(formVariables(declared, effective)).toMatchObject([
    { name: 'phone', known: '555', origin: 'group' },
    { name: 'new', known: null, origin: null },
  ]);
});

test('only what was typed differently is sent', () => {
  const variables = [
    variable('a', { known: 'agency' }),
    variable('b', { known: 3, type: 'number' }),
    variable('c', { known: ['x', 'y'], type: 'list' }),
    variable('d', { known: true, type: 'boolean' }),
  ];
  expect(readForm(variables, {})).toEqual({ inputs: {}, faults: {} });
  expect(readForm(variables, { a: 'agency', b: '3.0', c: ' x\ny\n', d: true }).inputs).toEqual({});
  expect(readForm(variables, { a: 'mine', b: '4', c: 'x', d: false }).inputs).toEqual({
    a: 'mine',
    b: 4,
    c: ['x'],
    d: false,
  });
});

test('an empty optional field that nobody gave a value is left out; an empty needed one is a fault', () => {
  const read = readForm([variable('a'), variable('b', { required: true })], { a: '', b: ' ' });
  expect(read).toEqual({ inputs: {}, faults: { b: 'This is needed' } });
});

test('a field that was emptied says empty, not what was there', () => {
  const variables = [variable('a', { known: 'x' }), variable('l', { known: ['x'], type: 'list' })];
  expect(readForm(variables, { a: '', l: '' }).inputs).toEqual({ a: '', l: [] });
  expect(readForm([variable('n', { known: 3, type: 'number' })], { n: '' }).faults).toEqual({ n: 'Write a number' });
  expect(readForm([variable('a', { known: 'x', required: true })], { a: '' }).faults).toEqual({ a: 'This is needed' });
});

test('a number is sent as a number, and what is none is a fault', () => {
  const variables = [variable('n', { type: 'number' })];
  expect(readForm(variables, { n: '4.5' }).inputs).toEqual({ n: 4.5 });
  expect(readForm(variables, { n: 'four' })).toEqual({ inputs: {}, faults: { n: 'Write a number' } });
});

test('an unticked boolean that nobody gave a value is false, not missing', () => {
  expect(readForm([variable('on', { type: 'boolean', required: true })], { on: false })).toEqual({
    inputs: { on: false },
    faults: {},
  });
});

test('a secret that is set is shown nowhere, used where its field stays empty, and replaced by what is typed', () => {
  const secret = variable('key', { secret: true, required: true, known: '(secret)' });
  expect(entryOf(secret, secret.known)).toBe('');
  expect(readForm([secret], { key: '' })).toEqual({ inputs: {}, faults: {} });
  expect(readForm([secret], { key: '(secret)' }).inputs).toEqual({ key: '(secret)' });
  expect(readForm([{ ...secret, known: null }], { key: '' }).faults).toEqual({ key: 'This is needed' });
});

test('of a form only what differs outlives a reload, and no secret does', () => {
  const variables = [variable('a', { known: 'x' }), variable('b', { known: 'y' }), variable('key', { secret: true })];
  expect(worthKeeping(variables, { a: 'x', b: 'mine', key: 'sk-1', gone: 'z' })).toEqual({ b: 'mine' });
});

test('an issue finds its field; what belongs to none is kept', () => {
  const lost = { message: 'unknown variable', path: 'zzz' };
  expect(faultsByVariable([variable('a')], [{ message: 'too long', path: 'variables.a' }, lost])).toEqual({
    faults: { a: 'too long' },
    rest: [lost],
  });
});
