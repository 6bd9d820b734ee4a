import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import type { KeyedList } from './match-parts.ts';
import { mergeParts } from './merge-parts.ts';
import type { Overwrites } from './overwrites.ts';

const stages = { path: 'stages', key: 'name', isOrdered: true };
const prices = { path: 'prices', key: 'name', isOrdered: false };

/** `New 10, Won` as parts: a name, and a probability where there is a number. */
const parts = (text: string): JsonObject[] =>
  text
    .split(', ')
    .filter((part) => part !== '')
    .map((part) => {
      const [, name = '', number] = /^(.*?)(?: (\d+))?$/.exec(part) ?? [];
      return number === undefined ? { name } : { name, winProbability: Number(number) };
    });
const text = (list: readonly JsonObject[]): string =>
  list.map((part) => Object.values(part).map(String).join(' ')).join(', ');

const merge = (
  desired: string,
  base: string | null,
  live: string,
  { list = stages, overwrites = () => false }: { list?: KeyedList; overwrites?: Overwrites } = {},
) =>
  mergeParts(
    list,
    { desired: parts(desired), base: base === null ? undefined : parts(base), live: parts(live) },
    overwrites,
  );

describe('a list of parts', () => {
  const cases: [
    guarantee: string,
    sides: { desired: string; base: string | null; live: string; target: string; applied: string },
  ][] = [
    [
      'stays as it is where nothing changed',
      { desired: 'A, B', base: 'A, B', live: 'A, B', target: 'A, B', applied: 'A, B' },
    ],
    [
      'gets new parts where the blueprint has them',
      { desired: 'A, X, B, Y', base: 'A, B', live: 'A, B', target: 'A, X, B, Y', applied: 'A, X, B, Y' },
    ],
    [
      'takes the blueprint’s order, if the client left it alone',
      { desired: 'B, A', base: 'A, B', live: 'A, B', target: 'B, A', applied: 'B, A' },
    ],
    [
      'keeps what a client added, where it stands',
      { desired: 'A, B, C', base: 'A, B', live: 'c0, A, c1, c2, B', target: 'c0, A, c1, c2, B, C', applied: 'A, B, C' },
    ],
    [
      'keeps a client’s order, and adds to it',
      { desired: 'A, X, B, C', base: 'A, B, C', live: 'C, A, B', target: 'C, A, X, B', applied: 'A, X, B, C' },
    ],
    [
      'keeps a client’s order against another one of the blueprint',
      { desired: 'C, B, A', base: 'A, B, C', live: 'B, A, C', target: 'B, A, C', applied: 'C, B, A' },
    ],
    [
      'loses what Groundwork applied and the blueprint dropped',
      { desired: 'A', base: 'A, B', live: 'A, B, c', target: 'A, c', applied: 'A' },
    ],
    [
      'does not get back what a client removed',
      { desired: 'A, B', base: 'A, B', live: 'A', target: 'A', applied: 'A, B' },
    ],
    [
      'does not get back what a client renamed',
      { desired: 'A, B', base: 'A, B', live: 'A, c', target: 'A, c', applied: 'A, B' },
    ],
    [
      'keeps a client’s edit',
      { desired: 'A 10, B', base: 'A 10, B', live: 'A 50, B', target: 'A 50, B', applied: 'A 10, B' },
    ],
    [
      'keeps a client’s edit of what the blueprint changed too',
      { desired: 'A 20', base: 'A 10', live: 'A 50', target: 'A 50', applied: 'A 10' },
    ],
    [
      'takes the blueprint’s change of what a client left alone',
      { desired: 'A 20', base: 'A 10', live: 'A 10', target: 'A 20', applied: 'A 20' },
    ],
    [
      'leaves to the client what the blueprint leaves out of a part',
      { desired: 'A', base: 'A', live: 'A 70', target: 'A', applied: 'A' },
    ],
    [
      'knows its parts in any case',
      { desired: 'new', base: 'New', live: 'New, Old', target: 'new, Old', applied: 'new' },
    ],
    [
      'of an account taken over loses nothing',
      { desired: 'A 10, B', base: null, live: 'x, B, A 5, y', target: 'x, A 10, y, B', applied: 'A 10, B' },
    ],
    [
      'is never left empty where the blueprint wants parts',
      { desired: 'A', base: 'A, B', live: 'B', target: 'A', applied: 'A' },
    ],
  ];
  it.each(cases)('%s', (_guarantee, { desired, base, live, target, applied }) => {
    const merged = merge(desired, base, live);
    expect([text(merged.target), text(merged.applied)]).toEqual([target, applied]);
    expect(text(merge(desired, text(merged.applied), target).target)).toBe(target);
  });
});

describe('the change of a list of parts', () => {
  it('is none where nothing is written', () => {
    expect(merge('A', 'A', 'A 70, c 5')).toMatchObject({ change: null, kept: [], notes: [] });
  });

  it('compares what the blueprint names, and shows what goes', () => {
    expect(merge('A 20, X', 'A 10, B', 'A 10, c 5, B 1').change).toEqual({
      path: 'stages',
      before: parts('A 10, c 5, B'),
      after: parts('A 20, c 5, X'),
    });
  });

  it('says what is lost with a part, and what of a client stays', () => {
    expect(merge('A, B, C 1, D', 'A, B, C 1, D, E', 'A, D, C 2, E 9')).toMatchObject({
      kept: [
        { path: 'stages[C].winProbability', before: 2, after: 1, base: 1, clientEdited: true },
        { path: 'stages[B]', before: null, after: { name: 'B' }, base: { name: 'B' }, clientEdited: true },
        { path: 'stages', before: ['A', 'D', 'C'], after: ['A', 'C', 'D'], clientEdited: true },
      ],
      notes: [
        '"stages[C].winProbability" was edited in the account since the last apply. The edit 2 is kept.',
        'The stage "E" is no longer in the blueprint and is removed: opportunities in it move to the pipeline\'s first stage.',
        'The stage "B" was removed or renamed in the account since the last apply, and does not come back.',
        'The order of stages was changed in the account since the last apply, and stays.',
      ],
    });
  });

  it('says so when an edit goes with a part', () => {
    expect(merge('A', 'A, B 1', 'A, B 2').notes).toEqual([
      'The stage "B" is no longer in the blueprint and is removed: opportunities in it move to the pipeline\'s first stage. It was edited in the account since the last apply; the edit goes with it.',
    ]);
  });
});

describe('a list without an order', () => {
  it('stands in the order of its names, so that no order is ever written', () => {
    expect(text(merge('b, d', 'd, b', 'a, b, c', { list: prices }).target)).toBe('a, b, c');
    expect(merge('b, a', 'a, b', 'a, b', { list: prices }).change).toBeNull();
  });

  it('takes of several parts of one name the one most like the blueprint’s, and removes none of them', () => {
    expect(merge('Plan 20', null, 'Plan 10, Plan 20', { list: prices })).toMatchObject({ change: null });
    const dropped = merge('', 'Plan 20', 'Plan 10, Plan 20', { list: prices });
    expect(text(dropped.target)).toBe('Plan 10, Plan 20');
    expect(dropped.notes).toEqual([expect.stringContaining('more than one price "Plan"')]);
  });
});

describe('an edit that is to be overwritten', () => {
  const cases: [
    guarantee: string,
    path: string,
    sides: { desired: string; base: string; live: string; target: string },
  ][] = [
    [
      'loses to the blueprint, and no other does',
      'stages[A].winProbability',
      { desired: 'A 10, B 20', base: 'A 10, B 20', live: 'A 50, B 50', target: 'A 10, B 50' },
    ],
    [
      'brings back a part that was taken out, where it stood',
      'stages[B]',
      { desired: 'A, B, C', base: 'A, B, C', live: 'A, x', target: 'A, x, B' },
    ],
    ['sets the order back', 'stages', { desired: 'A, B, C', base: 'A, B, C', live: 'C, B, x', target: 'B, x, C' }],
    [
      'is none where nothing of that name was kept',
      'stages[X]',
      { desired: 'A 1', base: 'A 1', live: 'A 2', target: 'A 2' },
    ],
  ];
  it.each(cases)('%s', (_guarantee, chosen, { desired, base, live, target }) => {
    const merged = merge(desired, base, live, { overwrites: (path) => path === chosen });
    expect(text(merged.target)).toBe(target);
    expect(text(merge(desired, text(merged.applied), target).target)).toBe(target);
  });

  it('says what is lost, and what was applied instead', () => {
    const merged = merge('A 1, B', 'A 1, B', 'B, c, A 2', { overwrites: () => true });
    expect(merged).toMatchObject({
      kept: [],
      change: { clientEdited: true, base: parts('A 1, B'), before: parts('B, c, A 2'), after: parts('A 1, B, c') },
      notes: [
        '"stages[A].winProbability" was edited in the account since the last apply. The edit 2 is overwritten.',
        'The order of stages was changed in the account since the last apply, and is set back.',
      ],
    });
    expect(merge('A', 'A', 'b', { overwrites: () => true }).notes).toEqual([
      'The stage "A" was removed or renamed in the account since the last apply, and is made again.',
    ]);
  });
});
