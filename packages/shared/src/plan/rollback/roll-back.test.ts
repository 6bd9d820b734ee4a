import { describe, expect, it } from 'vitest';
import type { LiveAccount } from '../index-account.ts';
import { renderPlan } from '../render-plan.ts';
import { rollBack } from './roll-back.ts';
import { mapAccount } from '../testing/any-world.ts';
import { applyPlan } from '../testing/apply-plan.ts';
import { emptyAccount } from '../testing/empty-account.ts';
import { entry, object, plan, resolve } from '../testing/plan-of.ts';
import { stepsOf } from '../testing/steps-of.ts';
import type { StateEntry } from '../types.ts';

/** A job that brings the account to the blueprint, what clients do to it then, and the rollback of the job. */
function rolledBack(
  resources: string,
  held: Partial<LiveAccount>,
  state: StateEntry[],
  edit: (id: string, attributes: LiveAccount['tag'][number]['attributes']) => object | null = (_id, same) => same,
) {
  const live = mapAccount({ ...emptyAccount(), ...held } as ReturnType<typeof emptyAccount>, (list) => list);
  const before = { resources: resolve(resources), live, state };
  const items = plan(resources, live, state);
  const after = applyPlan(before, items);
  const edited = mapAccount(after.live, (list) =>
    list.flatMap(({ id, attributes }) => {
      const now = edit(id, attributes);
      return now ? [{ id, attributes: now as typeof attributes }] : [];
    }),
  );
  const back = rollBack({ steps: stepsOf(before, after, items), live: edited, state: after.state });
  return { back, after: applyPlan({ state: after.state, live: edited }, back) };
}
const text = (...input: Parameters<typeof rolledBack>): string => `\n${renderPlan(rolledBack(...input).back)}\n`;

describe('a rollback', () => {
  it('deletes what the job created, sets back what it changed, and leaves what it only took over', () => {
    const resources = `
  tag: { vip: { name: vip }, old: { name: old } }
  customValue: { greeting: { name: Greeting, value: new } }`;
    const held = {
      tag: [object('t1', { name: 'old' })],
      customValue: [object('v1', { name: 'Greeting', value: 'before', fieldKey: 'custom_values.greeting' })],
    };
    expect(text(resources, held, [])).toMatchInlineSnapshot(`
      "
      =   tag.old  "old"
          # The job took it over without a change. It stays, and stays recorded.
      ~   customValue.greeting  "Greeting"
            value: "new" → "before"
          # Changed by the job, and set back.
      -   tag.vip  "vip"
            name: "vip"
          # Created by the job, so it is deleted. GHL does not say whether contacts keep it; workflows and lists that ask for it may stop working.

      Plan: 1 to update, 1 to delete, 1 unchanged.
      "
    `);
    const { after } = rolledBack(resources, held, []);
    expect(after.live).toEqual({ ...emptyAccount(), ...held });
    expect(after.state).toMatchObject([
      { address: 'tag.old', origin: 'adopted', lastApplied: { name: 'old' } },
      { address: 'customValue.greeting', origin: 'adopted', lastApplied: { name: 'Greeting', value: 'before' } },
    ]);
  });

  it('says what was not set before and stays, because GHL cannot unset it: of an object, and of a part', () => {
    const resources = `
  customField: { note: { name: Note, model: contact, dataType: TEXT, placeholder: Any } }
  product: { p: { name: P, productType: SERVICE, prices: [{ name: Due, type: recurring, interval: month, amount: 9, currency: USD }] } }`;
    const price = { name: 'Due', type: 'one_time', amount: 9, currency: 'USD' };
    const held = {
      customField: [object('f1', { name: 'Note', model: 'contact', dataType: 'TEXT' })],
      product: [object('p1', { name: 'P', productType: 'SERVICE', prices: [price] })],
    };
    const { back } = rolledBack(resources, held, []);
    const stays = (path: string) =>
      `"${path}" was not set before the job, and GHL's API cannot unset it: it stays as it is.`;
    const notes = new Map(back.map((item) => [item.address, item.notes]));
    expect(notes.get('customField.note')).toContain(stays('placeholder'));
    expect(notes.get('product.p')).toContain(stays('prices[Due].interval'));
  });

  it('makes again what the job deleted, and points at it what pointed at the old one', () => {
    const held = {
      calendarGroup: [object('g1', { name: 'Visits', slug: 'visits', description: 'Ours' })],
      calendar: [object('c1', { name: 'First visit', calendarType: 'event', groupId: 'g1', slotDuration: 30 })],
    };
    const state = [
      entry('calendarGroup.visits', 'g1', { name: 'Visits' }),
      entry('calendar.first', 'c1', { name: 'First visit', calendarType: 'event', groupId: 'g1' }),
    ];
    const resources = `
  calendarGroup: { talks: { name: Talks } }
  calendar: { first: { name: First visit, groupId: "\${calendarGroup.talks.id}" } }`;
    expect(text(resources, held, state)).toMatchInlineSnapshot(`
      "
      +   calendarGroup.visits  "Visits"
            name: "Visits"
            slug: "visits"
            description: "Ours"
          # Deleted by the job, so it is made again. Its id is another.
      ~   calendar.first  "First visit"
            groupId: "new-calendarGroup.talks" → "(known after apply)"
          # Changed by the job, and set back.
      -   calendarGroup.talks  "Talks"
            name: "Talks"
            slug: "of-ghl"
          # Created by the job, so it is deleted. Its booking page is gone; GHL does not say what becomes of calendars that are still in it.

      Plan: 1 to create, 1 to update, 1 to delete.
      "
    `);
    const { after } = rolledBack(resources, held, state);
    expect(after.live.calendar[0]?.attributes['groupId']).toBe(after.live.calendarGroup[0]?.id);
    expect(after.state.find(({ kind }) => kind === 'calendar')?.lastApplied['groupId']).toBe(
      after.live.calendarGroup[0]?.id,
    );
  });

  it('leaves an old name to a person that somebody else has by now', () => {
    const state = [entry('tag.a', 't1', { name: 'old' })];
    const held = { tag: [object('t1', { name: 'old' })] };
    const before = { resources: resolve('  tag: { a: { name: new } }'), live: { ...emptyAccount(), ...held }, state };
    const items = plan('  tag: { a: { name: new } }', held, state);
    const after = applyPlan(before, items);
    const live = { ...after.live, tag: [...after.live.tag, object('t2', { name: 'old' })] };
    const [line] = rollBack({ steps: stepsOf(before, after, items), live, state: after.state });
    expect(line).toMatchObject({ action: 'manual', ghlId: 't1' });
    expect(line?.notes).toEqual([expect.stringMatching(/another of the new one \(t2\)/)]);
  });

  it('tells a person of what the job failed at where the account is otherwise than before and than any job left it', () => {
    const held = { customValue: [object('v1', { name: 'A', value: 'a' })] };
    const state = [entry('customValue.a', 'v1', { name: 'A', value: 'a' })];
    const items = plan('  customValue: { a: { name: A, value: b } }', held, state);
    const live = (value: string) => ({ ...emptyAccount(), customValue: [object('v1', { name: 'A', value })] });
    const before = { resources: resolve('  customValue: { a: { name: A, value: b } }'), live: live('a'), state };
    const steps = stepsOf(before, { state }, items).map((step) => ({ ...step, ghlId: null }));
    const left = (value: string, applied: string) =>
      rollBack({ steps, live: live(value), state: [entry('customValue.a', 'v1', { name: 'A', value: applied })] });
    expect(left('a', 'a')).toEqual([]);
    expect(left('later', 'later')).toEqual([]);
    expect(left('b', 'a')).toMatchObject([{ address: 'customValue.a', action: 'manual', ghlId: 'v1' }]);
  });

  it('replaces once more what the job replaced', () => {
    const held = {
      customField: [object('f1', { name: 'Plan', model: 'contact', dataType: 'TEXT', placeholder: 'theirs' })],
    };
    const state = [entry('customField.plan', 'f1', { name: 'Plan', model: 'contact', dataType: 'TEXT' })];
    expect(text('  customField: { plan: { name: Plan, dataType: DATE } }', held, state)).toMatchInlineSnapshot(`
      "
      -/+ customField.plan  "Plan"
            dataType: "DATE" → "TEXT"
            placeholder: null → "theirs"
          # Replaced by the job, and now once more: GHL cannot change "dataType" of a custom field. Its id changes. Every record loses its value in this field; this cannot be undone.

      Plan: 1 to replace.
      "
    `);
  });

  it('brings parts back as they were, and keeps what clients did to them since', () => {
    const held = {
      pipeline: [
        object('p1', {
          name: 'Sales',
          stages: [
            { name: 'New', winProbability: 5, color: '#ffffff' },
            { name: 'theirs', winProbability: 1 },
            { name: 'Old', winProbability: 50 },
            { name: 'Won', winProbability: 90 },
          ],
        }),
      ],
    };
    const state = [
      entry('pipeline.sales', 'p1', {
        name: 'Sales',
        stages: [
          { name: 'New', winProbability: 5 },
          { name: 'Old', winProbability: 50 },
          { name: 'Won', winProbability: 90 },
        ],
      }),
    ];
    const resources = `
  pipeline:
    sales:
      name: Sales
      stages: [{ name: Won, winProbability: 99 }, { name: New, winProbability: 10 }, { name: Fresh }]`;
    expect(text(resources, held, state)).toMatchInlineSnapshot(`
      "
      ~   pipeline.sales  "Sales"
            stages:
              ~ "New"  winProbability: 10 → 5
              + "Old"  winProbability: 50
              ~ "Won"  winProbability: 99 → 90
              - "Fresh"
              order: [New, theirs, Old, Won]
          # Changed by the job, and set back.
          # The stage "Fresh" was added by the job and is removed: opportunities in it move to the pipeline's first stage.

      Plan: 1 to update.
      "
    `);
    expect(rolledBack(resources, held, state).after.live).toEqual({ ...emptyAccount(), ...held });
    const edit = (_id: string, attributes: object) => ({
      ...attributes,
      stages: [{ name: 'New', winProbability: 77 }, { name: 'Fresh' }, { name: 'more' }],
    });
    expect(text(resources, held, state, edit)).toMatchInlineSnapshot(`
      "
      ~   pipeline.sales  "Sales"
            stages:
              + "Old"  winProbability: 50
              - "Fresh"
            stages[New].winProbability: 77 (kept)
            stages[Won]: absent (kept)
          # Changed by the job, and set back.
          # The stage "Fresh" was added by the job and is removed: opportunities in it move to the pipeline's first stage.
          # "stages[New].winProbability" was edited in the account since the job. The edit 77 is kept; what it was before the job, 5, is not.
          # The stage "Won" was removed or renamed in the account since the job, and does not come back.

      Plan: 1 to update.
      "
    `);
  });

  it('keeps what clients edited or removed since', () => {
    const resources =
      '  customValue: { a: { name: A, value: new }, b: { name: B, value: new }, c: { name: C, value: new } }';
    const value = (id: string, name: string, is: string) =>
      object(id, { name, value: is, fieldKey: `custom_values.${name.toLowerCase()}` });
    const held = { customValue: [value('v1', 'A', 'old'), value('v2', 'B', 'old')] };
    const state = [
      entry('customValue.a', 'v1', { name: 'A', value: 'old' }),
      entry('customValue.b', 'v2', { name: 'B', value: 'old' }),
    ];
    const edit = (id: string, attributes: object) => (id === 'v2' ? null : { ...attributes, value: 'theirs' });
    expect(text(resources, held, state, edit)).toMatchInlineSnapshot(`
      "
      =   customValue.a  "A"
            value: "theirs" (kept)
          # "value" was edited in the account since the job. The edit "theirs" is kept; what it was before the job, "old", is not.
      =   customValue.b  "B"
          # It was removed in the account since the job, and does not come back.
      -   customValue.c  "C"
            name: "C"
            value: "theirs"
          # Created by the job, so it is deleted. Texts that use it show nothing in its place.
          # "value" was edited in the account since. The edit is lost with it.

      Plan: 1 to delete, 2 unchanged.
      "
    `);
  });

  it('records a moved object under its address of before', () => {
    const held = { tag: [object('t1', { name: 'vip' })] };
    const state = [entry('tag.very', 't1', { name: 'vip' })];
    expect(text('  tag: { vip: { name: vip } }', held, state)).toMatchInlineSnapshot(`
      "
      <-  tag.very  "vip"
          # The job moved it: it is recorded as tag.very again, no more as tag.vip.

      Plan: 1 to adopt.
      "
    `);
    expect(rolledBack('  tag: { vip: { name: vip } }', held, state).after.state).toMatchObject(state);
  });

  it('never deletes what is protected, seeded or claimed by another blueprint', () => {
    const resources = `
  tag: { a: { name: a, lifecycle: { preventDestroy: true } }, b: { name: b, lifecycle: { manage: seed } }, c: { name: c } }`;
    const items = plan(resources);
    const before = { resources: resolve(resources), live: emptyAccount(), state: [] };
    const after = applyPlan(before, items);
    const claims = [{ kind: 'tag' as const, ghlId: 'new-tag.c', blueprint: 'Clinic' }];
    expect(`\n${renderPlan(rollBack({ steps: stepsOf(before, after, items), ...after, claims }))}\n`)
      .toMatchInlineSnapshot(`
      "
      =   tag.a  "a"
          # Created by the job and protected by preventDestroy, so it is kept.
      =   tag.b  "b"
          # Made once for the client by the job (manage: seed), so it is kept.
      =   tag.c  "c"
          # Created by the job, but "Clinic" was applied to it too. It is kept.

      Plan: 3 unchanged.
      "
    `);
  });

  it('keeps secrets secret', () => {
    const held = { customValue: [object('v1', { name: 'Key', value: 'old', fieldKey: 'custom_values.key' })] };
    const state = [{ ...entry('customValue.key', 'v1', { name: 'Key', value: 'old' }), secrets: ['value'] }];
    const { back, after } = rolledBack('  customValue: { key: { name: Key, value: new } }', held, state);
    expect(back).toMatchObject([{ action: 'update', secrets: ['value'] }]);
    expect(after.state).toMatchObject([{ secrets: ['value'] }]);
  });
});
