import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';
import type { PlanItem } from './types.ts';

const context = { blueprintVersionId: 'version-1', locationId: 'location-1', variables: { city: 'Graz', seats: 4 } };
const item: PlanItem = {
  address: 'customValue.greeting',
  kind: 'customValue',
  action: 'update',
  title: 'Greeting',
  ghlId: 'v1',
  changes: [{ path: 'value', before: 'old', after: 'new' }],
  desired: { name: 'Greeting', value: 'new' },
  target: { name: 'Hello', value: 'new' },
  applied: { name: 'Greeting', value: 'new' },
  live: { name: 'Hello', value: 'old' },
  dependsOn: [],
  kept: [{ path: 'name', before: 'Hello', after: 'Greeting', clientEdited: true, base: 'Greeting' }],
  notes: [],
};
const approved = fingerprint([item], context);

describe('fingerprint', () => {
  it('survives a round through the database', () => {
    expect(approved).toMatch(/^[0-9a-f]{64}$/);
    expect(
      fingerprint(
        JSON.parse(
          JSON.stringify([
            { ...item, kept: [{ ...item.kept[0], path: 'name', before: 'Hello', after: 'Greeting', base: undefined }] },
          ]),
        ) as PlanItem[],
        context,
      ),
    ).toBe(approved);
  });

  it('tells what is rolled back or destroyed from what is applied', () => {
    const of = (purpose: 'apply' | 'rollback' | 'destroy') => fingerprint([item], { ...context, purpose });
    expect(of('apply')).toBe(approved);
    expect(new Set([of('apply'), of('rollback'), of('destroy')]).size).toBe(3);
  });

  it('does not depend on wording or on attributes that play no part', () => {
    expect(
      fingerprint([{ ...item, title: 'Other', notes: ['Other'], live: { ...item.live, fieldKey: 'x' } }], context),
    ).toBe(approved);
  });

  const different: [what: string, value: string][] = [
    ['another action', fingerprint([{ ...item, action: 'adopt' }], context)],
    ['another address before', fingerprint([{ ...item, movedFrom: 'customValue.hello' }], context)],
    ['another object', fingerprint([{ ...item, ghlId: 'v2' }], context)],
    [
      'another live value',
      fingerprint([{ ...item, changes: [{ path: 'value', before: 'older', after: 'new' }] }], context),
    ],
    ['another wanted value', fingerprint([{ ...item, desired: { ...item.desired, value: '${tag.a.id}' } }], context)],
    ['another target', fingerprint([{ ...item, target: { ...item.target, name: 'Hi' } }], context)],
    ['another kept edit', fingerprint([{ ...item, kept: [] }], context)],
    ['a further line', fingerprint([item, { ...item, address: 'customValue.other' }], context)],
    ['another version', fingerprint([item], { ...context, blueprintVersionId: 'version-2' })],
    ['another location', fingerprint([item], { ...context, locationId: 'location-2' })],
    ['other variables', fingerprint([item], { ...context, variables: { ...context.variables, seats: '4' } })],
  ];
  it.each(different)('differs for %s', (_what, value) => {
    expect(value).not.toBe(approved);
  });
});
