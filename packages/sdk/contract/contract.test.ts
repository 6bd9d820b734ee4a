import { readdirSync, readFileSync } from 'node:fs';
import { deprecations } from '@groundwork/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInstance, type OpenInstance } from '../test/open-instance.ts';
import type { Contract, ProcedureContract, Schema } from './contract.ts';
import { findBreaks } from './find-breaks.ts';
import { presentContract } from './present-contract.ts';
import { recordOutputs } from './record-outputs.ts';
import { shapeOf } from './shape-of.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const releases = readdirSync(new URL('.', import.meta.url)).filter((name) => /^\d+\.\d+\.json$/.test(name));

describe('the present server', () => {
  let open: OpenInstance;
  let now: Contract;
  beforeAll(async () => {
    open = await openInstance();
    now = presentContract('present', await recordOutputs(open));
  }, 240_000);
  afterAll(() => open?.instance.stop());

  test.each(releases)('takes all that the SDK of %s sends, and answers all that it reads', (name) => {
    const today = new Date().toISOString();
    const announced = (found: string) =>
      deprecations.some(({ what, from }) => found.startsWith(`${what}:`) && from <= today);
    expect(findBreaks(read(name) as Contract, now).filter((found) => !announced(found))).toEqual([]);
  });
});

const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const contract = (input: Schema | null, output: unknown = {}): Contract => ({
  release: 'any',
  procedures: { p: { type: 'query', input, output: shapeOf(output) } satisfies ProcedureContract },
});
const breaks = (then: Contract, now: Contract) => findBreaks(then, now);
const text: Schema = { type: 'string', maxLength: 10 };

test('what is added breaks nothing', () => {
  const then = contract(object({ a: text }, ['a']), { x: 1, list: [{ y: 'y' }] });
  const now = contract(object({ a: { type: 'string', maxLength: 20 }, b: text }, ['a']), {
    x: 1,
    z: 2,
    list: [{ y: 'y', w: 1 }],
  });
  expect(breaks(then, now)).toEqual([]);
});

test.each<[string, Contract, Contract, string]>([
  ['a procedure that is gone', contract(null), { release: 'now', procedures: {} }, 'p: is gone'],
  ['an input that is gone', contract(object({ a: text })), contract(object({})), 'p input.a: is gone'],
  [
    'an input that is required now',
    contract(object({})),
    contract(object({ a: text }, ['a'])),
    'p input.a: is required now',
  ],
  [
    'a narrower limit',
    contract(object({ a: text })),
    contract(object({ a: { ...text, maxLength: 5 } })),
    'p input.a: has a narrower maxLength',
  ],
  [
    'a first limit',
    contract(object({ a: text })),
    contract(object({ a: { ...text, minLength: 1 } })),
    'p input.a: has a narrower minLength',
  ],
  ['a value no longer taken', contract({ enum: ['a', 'b'] }), contract({ enum: ['a'] }), 'p input: no longer takes b'],
  [
    'a null no longer taken',
    contract({ anyOf: [text, { type: 'null' }] }),
    contract(text),
    'p input: no longer takes null',
  ],
  ['an answer that is gone', contract(null, { a: { b: 1 } }), contract(null, { a: {} }), 'p output.a.b: is gone'],
  [
    'an answer of another type',
    contract(null, [{ a: 1 }]),
    contract(null, [{ a: '1' }]),
    'p output[].a: is string, and was number',
  ],
  [
    'an answer that may be null now',
    contract(null, { a: 1 }),
    contract(null, { a: null }),
    'p output.a: is null, and was number',
  ],
])('%s breaks the contract', (_, then, now, found) => {
  expect(breaks(then, now)).toEqual([found]);
});

test('every deprecation is said 90 days ahead of its date, in words that a header can carry', () => {
  for (const { what, announced, from, instead } of deprecations) {
    expect(what).toMatch(/^\S+/);
    expect(Date.parse(from) - Date.parse(announced)).toBeGreaterThanOrEqual(90 * 86_400_000);
    expect(`${what} ${instead}`).toMatch(/^[ -~]+\S$/);
  }
  expect(releases.length).toBeGreaterThan(0);
});
