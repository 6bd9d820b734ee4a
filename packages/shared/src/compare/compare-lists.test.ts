import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Json } from '../json.ts';
import type { KindName, LiveResource } from '../kinds/types.ts';
import { anyWorld } from '../plan/testing/any-world.ts';
import { emptyAccount } from '../plan/testing/empty-account.ts';
import { object } from '../plan/testing/plan-of.ts';
import type { ComparisonView } from '../views/accounts.ts';
import { compareLists } from './compare-lists.ts';

type Lists = Partial<Record<KindName, LiveResource[]>>;
const compare = (left: Lists, right: Lists) =>
  compareLists({ ...emptyAccount(), ...left }, { ...emptyAccount(), ...right });
const changes = (left: Lists, right: Lists) =>
  compare(left, right).rows.flatMap(({ in: side, title, changes: found }) =>
    found.map(({ path, before, after }) => [`${title} ${path} (${side})`, before, after]),
  );
const stages = (id: string, ...list: Json[]): Lists => ({ pipeline: [object(id, { name: 'Sales', stages: list })] });

describe('two accounts side by side', () => {
  test.for<[what: string, left: Lists, right: Lists, found: unknown[]]>([
    [
      'an attribute that is another',
      { customValue: [object('a', { name: 'Phone', value: '1' })] },
      { customValue: [object('b', { name: 'phone', value: '2' })] },
      [
        ['Phone name (both)', 'Phone', 'phone'],
        ['Phone value (both)', '1', '2'],
      ],
    ],
    [
      'nothing: unset here, empty there',
      { customField: [object('a', { name: 'Plan', model: 'contact', dataType: 'TEXT', placeholder: '' })] },
      { customField: [object('b', { name: 'Plan', model: 'contact', dataType: 'TEXT' })] },
      [],
    ],
    [
      'an object that one lacks, with all it holds',
      { tag: [object('a', { name: 'vip' })] },
      { customValue: [object('b', { name: 'Phone', value: '' })] },
      [
        ['vip name (left)', 'vip', null],
        ['Phone name (right)', null, 'Phone'],
      ],
    ],
    [
      'nothing: ids and merge-field keys that name the same',
      {
        triggerLink: [object('l1', { name: 'Book', redirectTo: 'x', fieldKey: 'trigger_link.l1' })],
        calendarGroup: [object('g1', { name: 'Visits' })],
        calendar: [object('c1', { name: 'First', groupId: 'g1' })],
        customValue: [object('v1', { name: 'Hint', value: 'Go to {{trigger_link.l1}}' })],
      },
      {
        triggerLink: [object('l2', { name: 'Book', redirectTo: 'x', fieldKey: 'trigger_link.l2' })],
        calendarGroup: [object('g2', { name: 'visits' }), object('g3', { name: 'Visits' })].slice(1),
        calendar: [object('c2', { name: 'First', groupId: 'g3' })],
        customValue: [object('v2', { name: 'Hint', value: 'Go to {{trigger_link.l2}}' })],
      },
      [],
    ],
    [
      'a reference to something else, by what it names',
      {
        calendarGroup: [object('g1', { name: 'Visits' }), object('g2', { name: 'Calls' })],
        calendar: [object('c1', { name: 'First', groupId: 'g1' })],
      },
      {
        calendarGroup: [object('h1', { name: 'Visits' }), object('h2', { name: 'Calls' })],
        calendar: [object('c2', { name: 'First', groupId: 'h2' })],
      },
      [['First groupId (both)', '(Calendar group Visits)', '(Calendar group Calls)']],
    ],
    [
      'parts by their names, and their order',
      stages('p1', { name: 'New', winProbability: 10 }, { name: 'Won' }, { name: 'Lost' }),
      stages('p2', { name: 'Won' }, { name: 'new', winProbability: 20 }, { name: 'Held' }),
      [
        ['Sales stages[Held] (both)', null, { name: 'Held' }],
        ['Sales stages[Lost] (both)', { name: 'Lost' }, null],
        ['Sales stages[New].name (both)', 'New', 'new'],
        ['Sales stages[New].winProbability (both)', 10, 20],
        ['Sales stages (both)', ['New', 'Won'], ['Won', 'new']],
      ],
    ],
  ])('shows %s', ([, left, right, found]) => expect(changes(left, right)).toEqual(found));

  it('pairs objects of one name in the order of their lists', () => {
    const values = (...list: string[]): Lists => ({
      customValue: list.map((value, place) => object(`${value}${place}`, { name: 'Phone', value })),
    });
    expect(compare(values('1', '2'), values('1', '3', '4'))).toMatchObject({
      same: { customValue: 1 },
      rows: [
        { in: 'both', leftId: '21', rightId: '31', changes: [{ before: '2', after: '3' }] },
        { in: 'right', leftId: null, rightId: '42' },
      ],
    });
  });
});

test('of several with one name those that are the same stand side by side', () => {
  const twin = (id: string, value: string) => object(id, { name: 'Phone', value });
  expect(
    compare(
      { customValue: [twin('1', 'a'), twin('2', 'b'), twin('3', 'c')] },
      { customValue: [twin('4', 'b'), twin('5', 'a')] },
    ),
  ).toMatchObject({ same: { customValue: 2 }, rows: [{ in: 'left', leftId: '3' }] });
});

describe('any account', () => {
  it('is like itself', () => {
    fc.assert(
      fc.property(anyWorld, ({ live }) => {
        const { same, rows } = compareLists(live, live);
        expect(rows).toEqual([]);
        expect(Object.values(same).reduce((sum, count) => sum + count, 0)).toBe(Object.values(live).flat().length);
      }),
    );
  });

  it('differs from another as that differs from it', () => {
    fc.assert(
      fc.property(anyWorld, anyWorld, ({ live: a }, { live: b }) => {
        const [there, back] = [compareLists(a, b), compareLists(b, a)];
        expect(back.same).toEqual(there.same);
        expect(back.rows.map(mirrored).map(nameless)).toEqual(there.rows.map(nameless));
      }),
    );
  });
});

type Row = ComparisonView['rows'][number];
const mirrored = (row: Row): Row => ({
  ...row,
  in: row.in === 'both' ? 'both' : row.in === 'left' ? 'right' : 'left',
  leftId: row.rightId,
  rightId: row.leftId,
  changes: row.changes.map((change) => ({ ...change, before: change.after, after: change.before })),
});
/** Of two names for one thing the left one is shown. */
const nameless = (row: Row) => ({
  ...row,
  title: '',
  changes: row.changes.map((change) => ({ ...change, path: change.path.toLowerCase() })),
});
