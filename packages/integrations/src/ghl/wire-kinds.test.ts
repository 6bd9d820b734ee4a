import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from '@groundwork/ghl-sandbox';
import type { JsonObject } from '@groundwork/shared';
import { kindNames, kinds } from '@groundwork/shared/kinds';
import type { KindName, LiveResource } from '@groundwork/shared/kinds';
import { gym } from '../testing/sandbox-account.ts';
import { openSandboxGhl } from '../testing/sandbox-ghl.ts';
import type { SandboxGhl } from '../testing/sandbox-ghl.ts';

let open: SandboxGhl;
beforeAll(async () => {
  open = await openSandboxGhl();
});
afterAll(() => open.close());

/** Each kind as a blueprint writes it, and what a later version of the blueprint changes. */
const samples: Record<KindName, { written: JsonObject; change: JsonObject }> = {
  tag: { written: { name: 'Wire Kinds' }, change: { name: 'wired kinds' } },
  customField: {
    written: { name: 'Tier', dataType: 'RADIO', options: ['Gold', 'Silver'], placeholder: 'Choose' },
    change: { options: ['Gold', 'Silver', 'Bronze'] },
  },
  customValue: { written: { name: 'Front desk', value: '1' }, change: { value: '2' } },
  calendarGroup: {
    written: { name: 'Visits', slug: 'visits', description: 'All visits' },
    change: { description: 'Every visit' },
  },
  calendar: {
    written: {
      name: 'First visit',
      description: 'An hour with a coach',
      slug: 'first-visit',
      eventTitle: '{{contact.name}}: first visit',
      eventColor: '#039BE5',
      slotDuration: 60,
      slotInterval: 30,
      slotBuffer: 10,
      preBuffer: 5,
      appointmentsPerSlot: 2,
      appointmentsPerDay: 8,
      allowBookingAfter: { value: 4, unit: 'hours' },
      allowBookingFor: { value: 6, unit: 'weeks' },
      openHours: [
        { days: ['sat', 'mon'], from: '09:00', to: '12:30' },
        { days: ['mon'], from: '13:30', to: '17:00' },
      ],
      autoConfirm: false,
      allowReschedule: false,
      allowCancellation: true,
      isActive: true,
      notes: 'Bring shoes',
      teamMembers: [fixtures.users.gymOwner.email.toUpperCase()],
      locationConfigurations: [{ kind: 'physical', location: '1200 Foundry Rd' }, { kind: 'inbound_call' }],
    },
    change: { slotDuration: 45 },
  },
  pipeline: {
    written: {
      name: 'Memberships',
      stages: [
        { name: 'Lead', winProbability: 20, color: '#64748B' },
        { name: 'Trial', winProbability: 60, showInPieChart: false },
        { name: 'Joined' },
      ],
    },
    change: { stages: [{ name: 'Lead' }, { name: 'Tour', winProbability: 40 }, { name: 'Trial' }, { name: 'Joined' }] },
  },
  product: {
    written: {
      name: 'Membership',
      productType: 'SERVICE',
      description: 'Train when you like',
      availableInStore: true,
      prices: [
        { name: 'Monthly', type: 'recurring', amount: 49.5, currency: 'usd', interval: 'month' },
        { name: 'Day pass', type: 'one_time', amount: 15, currency: 'USD' },
      ],
    },
    change: { description: 'Train day and night' },
  },
  triggerLink: {
    written: { name: 'Review us', redirectTo: 'https://example.com/review' },
    change: { redirectTo: 'https://example.com/rate' },
  },
};

describe.each(kindNames)('%s', (kindName) => {
  const kind = kinds[kindName];
  const { written, change } = samples[kindName];
  const first = kind.normalise(written);
  const second = kind.normalise({ ...written, ...change });
  const listed = async (id: string) => (await open.ghl.list(kindName, gym)).find((found) => found.id === id);
  const create = () => open.ghl.create(kindName, gym, first);

  it('is a valid resource of a blueprint in this test', () => {
    for (const properties of [written, { ...written, ...change }])
      expect(kind.schema.safeParse(properties).error).toBeUndefined();
  });

  it('is listed and read back as it was created, spelt as the pure half spells it', async () => {
    const made = await create();
    expect(made.attributes).toMatchObject(first);
    expect(await listed(made.id)).toEqual(made);
    expect(await open.ghl.get(kindName, gym, made.id)).toEqual(made);
    expect(kind.normalise(made.attributes)).toEqual(made.attributes);
    expect(Object.keys(made.attributes)).toEqual(expect.arrayContaining(Object.keys(first)));
    await open.ghl.remove(kindName, gym, made.id);
  });

  it('is changed in what differs, and keeps the rest', async () => {
    const made = await create();
    const changed = await open.ghl.update(kindName, gym, made, second);
    expect(changed.id).toBe(made.id);
    expect(changed.attributes).toMatchObject(second);
    expect(await open.ghl.get(kindName, gym, made.id)).toEqual(changed);
    expect(withoutChanged(changed)).toEqual(withoutChanged(made));
    expect(await open.ghl.update(kindName, gym, changed, second)).toEqual(changed);
    await open.ghl.remove(kindName, gym, made.id);
  });

  it('is gone after it was removed, and removing it again is a success', async () => {
    const { id } = await create();
    await open.ghl.remove(kindName, gym, id);
    expect(await listed(id)).toBeUndefined();
    expect(await open.ghl.get(kindName, gym, id)).toBeNull();
    await expect(open.ghl.remove(kindName, gym, id)).resolves.toBeUndefined();
  });

  /** What the change does not name; ids of stages follow the stages. */
  function withoutChanged({ attributes }: LiveResource): JsonObject {
    const touched = new Set([...Object.keys(change), 'stageIds']);
    return Object.fromEntries(Object.entries(attributes).filter(([name]) => !touched.has(name)));
  }
});
