import { describe, expect, it } from 'vitest';
import { applyPlan } from './testing/apply-plan.ts';
import { emptyAccount } from './testing/empty-account.ts';
import { entry, object, plan, resolve } from './testing/plan-of.ts';
import { diff } from './diff.ts';
import { renderPlan } from './render-plan.ts';

const text = (...input: Parameters<typeof plan>): string => `\n${renderPlan(plan(...input))}\n`;

const practice = `
  calendarGroup: { visits: { name: Visits } }
  calendar: { first: { name: First visit, groupId: "\${calendarGroup.visits.id}", slotDuration: 30, openHours: [{ days: [mon, tue], from: 09:00, to: "17:00" }] } }
  pipeline: { patients: { name: Patients, stages: [{ name: New, winProbability: 10 }, { name: Booked }] } }
  product: { checkup: { name: Check-up, productType: SERVICE, prices: [{ name: Standard, type: one_time, amount: 80, currency: usd }] } }
  triggerLink: { book: { name: Book, redirectTo: "https://clinic.test/\${calendar.first.slug}" } }`;

describe('a plan of every kind', () => {
  it('creates what is missing in the order GHL wants, with everything in it', () => {
    expect(text(practice)).toMatchInlineSnapshot(`
      "
      +   pipeline.patients  "Patients"
            name: "Patients"
            stages:
              + "New"  winProbability: 10
              + "Booked"
      +   calendarGroup.visits  "Visits"
            name: "Visits"
      +   product.checkup  "Check-up"
            name: "Check-up"
            productType: "SERVICE"
            prices:
              + "Standard"  type: one_time, amount: 80, currency: USD
      +   calendar.first  "First visit"
            name: "First visit"
            calendarType: "event"
            groupId: "(known after apply)"
            slotDuration: 30
            openHours: [{ day: mon, from: 09:00, to: 17:00 }, { day: tue, from: 09:00, to: 17:00 }]
      +   triggerLink.book  "Book"
            name: "Book"
            redirectTo: "https://clinic.test/(known after apply)"

      Plan: 5 to create.
      "
    `);
  });

  it('takes over a messy account: writes what differs and removes nothing of the client', () => {
    const live = {
      calendarGroup: [object('g1', { name: 'VISITS', slug: 'visits', description: '' })],
      pipeline: [object('p1', { name: 'patients', stages: [{ name: 'new', winProbability: 25 }, { name: 'Recall' }] })],
      product: [
        object('o1', {
          name: 'Check-up',
          productType: 'SERVICE',
          prices: [
            { name: 'Family', type: 'one_time', amount: 120, currency: 'USD' },
            { name: 'Standard', type: 'one_time', amount: 60, currency: 'USD' },
          ],
        }),
      ],
    };
    const resources = practice.split('\n').filter((line) => /calendarGroup:|pipeline:|product:/.test(line));
    expect(text(resources.join('\n'), live)).toMatchInlineSnapshot(`
      "
      <-  pipeline.patients  "Patients"
            name: "patients" → "Patients"
            stages:
              ~ "new"  name: "new" → "New", winProbability: 25 → 10
              + "Booked"
          # It exists in the account already, and is taken over instead of created twice.
      <-  calendarGroup.visits  "Visits"
            name: "VISITS" → "Visits"
          # It exists in the account already, and is taken over instead of created twice.
      <-  product.checkup  "Check-up"
            prices:
              ~ "Standard"  amount: 60 → 80
          # It exists in the account already, and is taken over instead of created twice.

      Plan: 3 to adopt.
      "
    `);
  });

  it('has nothing to do on an account that holds it, whatever else the client has there', () => {
    const resources = resolve(practice);
    const items = diff({ resources, live: emptyAccount(), state: [] });
    const applied = applyPlan({ live: emptyAccount(), state: [] }, items);
    const [patients] = applied.live.pipeline;
    const stages = [{ name: 'New', winProbability: 10 }, { name: 'Recall', color: '#ff0000' }, { name: 'Booked' }];
    const live = { ...applied.live, pipeline: [object(patients?.id ?? '', { name: 'Patients', stages })] };
    expect(renderPlan(diff({ resources, ...applied, live }))).toBe('Plan: 5 unchanged.');
  });
});

describe('what has left the blueprint', () => {
  const group = object('g1', { name: 'Visits', slug: 'visits', description: '' });
  const calendar = (groupId: string) => object('c1', { name: 'Visit', calendarType: 'event', groupId });

  it('is deleted where Groundwork created it, the last made first, and kept where it was there before', () => {
    const live = {
      tag: [object('t1', { name: 'vip' }), object('t2', { name: 'theirs' })],
      calendarGroup: [group],
      calendar: [calendar('g1')],
      pipeline: [object('p1', { name: 'Sales', stages: [{ name: 'New' }, { name: 'Recall' }] })],
    };
    const state = [
      entry('tag.vip', 't1', { name: 'vip' }),
      entry('tag.theirs', 't2', { name: 'theirs' }, 'adopted'),
      entry('calendarGroup.visits', 'g1', { name: 'Visits' }),
      entry('calendar.visit', 'c1', { name: 'Visit', calendarType: 'event', groupId: 'g1' }),
      entry('pipeline.sales', 'p1', { name: 'Sales', stages: [{ name: 'New' }] }),
    ];
    expect(text('  tag: {}', live, state)).toMatchInlineSnapshot(`
      "
      =   tag.theirs  "theirs"
          # No longer in the blueprint. It was in the account before Groundwork, so it is kept.
      -   calendar.visit  "Visit"
            name: "Visit"
            calendarType: "event"
            groupId: "g1"
          # No longer in the blueprint. Groundwork created it, so it is deleted. Its booking link stops working; GHL does not say what becomes of its appointments.
      -   calendarGroup.visits  "Visits"
            name: "Visits"
            slug: "visits"
            description: ""
          # No longer in the blueprint. Groundwork created it, so it is deleted. Its booking page is gone; GHL does not say what becomes of calendars that are still in it.
      -   pipeline.sales  "Sales"
            name: "Sales"
            stages: [{ name: New }, { name: Recall }]
          # No longer in the blueprint. Groundwork created it, so it is deleted. All opportunities in it are deleted. Only GHL itself can bring them back: Settings → Audit logs → Restore.
          # stages was edited in the account since the last apply. The edit is lost with it.
      -   tag.vip  "vip"
            name: "vip"
          # No longer in the blueprint. Groundwork created it, so it is deleted. GHL does not say whether contacts keep it; workflows and lists that ask for it may stop working.

      Plan: 4 to delete, 1 unchanged.
      "
    `);
    expect(
      plan('  tag: {}', live, state).flatMap(({ address, dependsOn }) =>
        dependsOn.length > 0 ? [`${address} after ${dependsOn.join(', ')}`] : [],
      ),
    ).toEqual(['calendarGroup.visits after calendar.visit']);
  });

  it('goes after what the blueprint moves away from it', () => {
    const resources =
      '  calendarGroup: { all: { name: All } }\n  calendar: { visit: { name: Visit, groupId: "${calendarGroup.all.id}" } }';
    const live = { calendarGroup: [group], calendar: [calendar('g1')] };
    const state = [
      entry('calendarGroup.visits', 'g1', { name: 'Visits' }),
      entry('calendar.visit', 'c1', { name: 'Visit', calendarType: 'event', groupId: 'g1' }),
    ];
    expect(plan(resources, live, state).map(({ action, address }) => `${action} ${address}`)).toEqual([
      'create calendarGroup.all',
      'update calendar.visit',
      'delete calendarGroup.visits',
    ]);
    expect(plan(resources, live, state)[2]?.dependsOn).toEqual(['calendar.visit']);
  });
});

describe('what Groundwork may not write', () => {
  const withheld = { pipeline: ['pipelines.create', 'pipelines.write'] };
  const sales = '  pipeline: { sales: { name: Sales, stages: [{ name: New }] } }';

  it('is left to a person with the ways out, unless the account holds it already', () => {
    expect(`\n${renderPlan(plan(sales, {}, [], { withheld }))}\n`).toMatchInlineSnapshot(`
      "
      !   pipeline.sales  "Sales"
            name: "Sales"
            stages:
              + "New"
          # GHL has not granted pipelines.create and pipelines.write, so Groundwork cannot create this pipeline. Either an agency admin connects GHL again and allows it, or a person does it in GHL by hand, with the values shown here; then make a new plan.

      Plan: 1 left to a person.
      "
    `);
    const live = { pipeline: [object('p1', { name: 'Sales', stages: [{ name: 'New' }] })] };
    expect(plan(sales, live, [], { withheld }).map(({ action }) => action)).toEqual(['adopt']);
    const state = [entry('pipeline.sales', 'p1', { name: 'Sales', stages: [{ name: 'New' }] })];
    expect(plan(sales, live, state, { withheld }).map(({ action }) => action)).toEqual(['no-op']);
    expect(plan('  tag: {}', live, state, { withheld })).toMatchObject([
      {
        action: 'manual',
        ghlId: 'p1',
        notes: [expect.stringContaining('cannot delete this pipeline'), expect.anything()],
      },
    ]);
  });

  it('waits for the people it names', () => {
    const visit = '  calendar: { visit: { name: Visit, teamMembers: [Ann@clinic.test, ben@clinic.test] } }';
    expect(plan(visit, {}, [], { users: ['ann@clinic.test'] })).toMatchObject([
      { action: 'manual', notes: ['Add the user ben@clinic.test to this account in GHL, then plan again.'] },
    ]);
    expect(plan(visit, {}, [], { users: ['ann@clinic.test', 'ben@clinic.test'] })).toMatchObject([
      { action: 'create' },
    ]);
  });
});
