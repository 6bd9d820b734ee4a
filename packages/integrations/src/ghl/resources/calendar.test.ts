import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixtures } from '@groundwork/ghl-sandbox';
import type { JsonObject } from '@groundwork/shared';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { createTestBudget, gym } from '../../testing/sandbox-account.ts';
import { openSandboxGhl } from '../../testing/sandbox-ghl.ts';
import type { SandboxGhl } from '../../testing/sandbox-ghl.ts';
import { serve } from '../../testing/serve.ts';
import { answer, calendar as answered } from '../contract/answers.ts';
import { createGhl } from '../create-ghl.ts';

const { gymOwner, agencyUser } = fixtures.users;
const visit = { name: 'Visit', slotDuration: 60, openHours: [{ days: ['mon', 'tue'], from: '09:00', to: '17:00' }] };

let open: SandboxGhl;
let made: LiveResource;
beforeAll(async () => {
  open = await openSandboxGhl();
});
afterAll(() => open.close());
beforeEach(async () => {
  made = await open.ghl.create('calendar', gym, kinds.calendar.normalise(visit));
});
afterEach(() => open.ghl.remove('calendar', gym, made.id));

const update = (attributes: JsonObject) => open.ghl.update('calendar', gym, made, attributes);
/** What a client does in GHL meanwhile. */
const editInGhl = (changes: Record<string, unknown>) =>
  open.sandbox.control.edit({ kind: 'calendar', id: made.id, changes });
const held = async () =>
  (await open.sandbox.control.listResources({ kind: 'calendar', ownerId: gym.locationId })).find(
    ({ id }) => id === made.id,
  );

describe('a change of one attribute, over a PUT that replaces everything,', () => {
  it('keeps what the blueprint does not name', async () => {
    await editInGhl({ formId: 'F1', alertEmail: 'desk@example.com', slotInterval: 15, eventColor: '#112233' });
    const changed = await update({ description: 'Come in' });
    expect(changed.attributes).toEqual({
      ...made.attributes,
      description: 'Come in',
      slotInterval: 15,
      eventColor: '#112233',
    });
    expect(await held()).toMatchObject({ formId: 'F1', alertEmail: 'desk@example.com', slotDuration: 60 });
  });

  it('is not sent where nothing differs', async () => {
    const before = await held();
    await open.sandbox.control.clearStats();
    expect(await update({ name: 'Visit', slotDuration: 60 })).toEqual(made);
    expect((await open.sandbox.control.stats()).routes).toEqual({ 'GET /calendars/:calendarId': 1 });
    expect(await held()).toEqual(before);
  });

  it('keeps of a place what the blueprint leaves out', async () => {
    const place = { kind: 'physical', location: '1200 Foundry Rd' };
    await editInGhl({ locationConfigurations: [{ ...place, meetingId: 'physical_0' }] });
    expect(await update({ notes: 'x', locationConfigurations: [{ kind: 'physical' }] })).toMatchObject({
      attributes: { locationConfigurations: [place] },
    });
    const more = { locationConfigurations: [{ kind: 'inbound_call' }, { kind: 'physical' }] };
    expect((await update(more)).attributes['locationConfigurations']).toEqual([{ kind: 'inbound_call' }, place]);
  });

  it('keeps the place of an old calendar, and of its members, that GHL holds in its old way', async () => {
    const member = { userId: gymOwner.id, priority: 1, meetingLocationType: 'address', meetingLocation: 'Hall 2' };
    await editInGhl({ meetingLocation: '1200 Foundry Rd', teamMembers: [member] });
    await update({ notes: 'Ring twice' });
    expect(await held()).toMatchObject({ meetingLocation: '1200 Foundry Rd', teamMembers: [member] });
  });

  it('keeps every other setting that no blueprint can name', async () => {
    const hours = [{ openHour: 9, openMinute: 0, closeHour: 12, closeMinute: 0 }];
    const settings = {
      formId: 'F1',
      stickyContact: true,
      enableRecurring: true,
      recurring: { freq: 'WEEKLY', count: 4, bookingOption: 'skip', bookingOverlapDefaultStatus: 'new' },
      availabilityType: 1,
      availabilities: [{ id: 'A1', date: '2026-12-24T00:00:00.000Z', hours, deleted: false }],
      lookBusyConfig: { enabled: true, LookBusyPercentage: 20 },
      formSubmitType: 'RedirectURL',
      formSubmitRedirectURL: 'https://example.com/thanks',
      guestType: 'count_only',
      shouldAssignContactToTeamMember: true,
      pixelId: 'P1',
    };
    await editInGhl(settings);
    await update({ notes: 'Ring twice' });
    expect(await held()).toMatchObject(settings);
  });

  it('keeps the length of buffers that GHL holds in hours', async () => {
    await editInGhl({ slotBuffer: 2, slotBufferUnit: 'hours', preBuffer: 1, preBufferUnit: 'hours' });
    expect((await update({ notes: 'Ring twice' })).attributes).toMatchObject({ slotBuffer: 120, preBuffer: 60 });
  });

  it('sends hours one entry a day, whatever GHL answered', async () => {
    const hours = [{ openHour: 8, openMinute: 30, closeHour: 12, closeMinute: 0 }];
    await editInGhl({ openHours: [{ daysOfTheWeek: [0, 6], hours }] });
    const changed = await update({ notes: 'At the weekend' });
    expect(changed.attributes['openHours']).toEqual([
      { day: 'sat', from: '08:30', to: '12:00' },
      { day: 'sun', from: '08:30', to: '12:00' },
    ]);
    expect(await held()).toMatchObject({
      openHours: [
        { daysOfTheWeek: [0], hours },
        { daysOfTheWeek: [6], hours },
      ],
    });
  });
});

it('a PUT sends everything that GHL takes, and nothing else of what it answers', async () => {
  const server = await serve(answer);
  const accessToken = () => Promise.resolve({ accessToken: 'x', scopes: [], expiresAt: new Date() });
  const ghl = createGhl({
    baseUrl: server.url,
    tokens: { accessToken },
    budget: createTestBudget(),
    userAgent: 'test',
  });
  await ghl.update('calendar', gym, { id: answered.id, attributes: {} }, { description: 'New' });
  const body: unknown = JSON.parse(server.seen.find(({ method }) => method === 'PUT')?.body ?? '');
  await ghl.stop();
  await server.close();
  const hours = [{ openHour: 9, openMinute: 0, closeHour: 17, closeMinute: 0 }];
  const place = { kind: 'physical', location: '1200 Foundry Rd' };
  const notTaken = ['id', 'locationId', 'calendarType', 'primary', 'meetingLocation', 'slotBufferUnit'];
  const set = Object.entries(answered).filter(([name, value]) => value !== null && !notTaken.includes(name));
  const { _id, ...notification } = answered.notifications[0] ?? {};
  expect(body).toEqual({
    ...Object.fromEntries(set),
    description: 'New',
    slotBuffer: 60,
    notifications: [notification],
    teamMembers: [{ userId: 'U9', priority: 1, isPrimary: true, locationConfigurations: [place] }],
    locationConfigurations: [place],
    openHours: [
      { daysOfTheWeek: [1], hours },
      { daysOfTheWeek: [2], hours },
    ],
    recurring: { freq: 'DAILY', count: 2, bookingOption: 'skip', bookingOverlapDefaultStatus: 'new' },
    availabilities: [{ date: '2026-12-24T00:00:00.000Z', hours, deleted: false, id: 'A1' }],
    lookBusyConfig: { enabled: true, LookBusyPercentage: 20 },
  });
});

describe('the team', () => {
  it('is written by e-mail address and read so again', async () => {
    const changed = await update({ teamMembers: [gymOwner.email] });
    expect(changed.attributes['teamMembers']).toEqual([gymOwner.email]);
    expect(await held()).toMatchObject({ teamMembers: [{ userId: gymOwner.id }] });
  });

  it('keeps a member who is no visible user of the account, by id, and how each takes part', async () => {
    const stranger = { userId: agencyUser.id, priority: 1, isPrimary: true, locationConfigurations: [] };
    await editInGhl({ teamMembers: [stranger] });
    const [listed] = (await open.ghl.list('calendar', gym)).filter(({ id }) => id === made.id);
    expect(listed?.attributes['teamMembers']).toEqual([`user:${agencyUser.id}`]);
    const changed = await update({ teamMembers: [gymOwner.email, `user:${agencyUser.id}`] });
    expect(changed.attributes['teamMembers']).toEqual([gymOwner.email, `user:${agencyUser.id}`]);
    expect(await held()).toMatchObject({ teamMembers: [{ userId: gymOwner.id }, stranger] });
  });

  it.each([
    ['a create', (attributes: JsonObject) => open.ghl.create('calendar', gym, { name: 'Other', ...attributes })],
    ['an update', update],
  ])('that names somebody unknown refuses %s before anything is written', async (_, write) => {
    await open.sandbox.control.clearStats();
    await expect(write({ teamMembers: ['nobody@example.com'] })).rejects.toMatchObject({
      code: 'CONFLICT',
      outcome: 'not-applied',
      retryable: false,
      message: 'This account has no user nobody@example.com. Add the user in GHL, then make a new plan.',
    });
    expect((await open.ghl.list('calendar', gym)).map(({ attributes }) => attributes['name'])).not.toContain('Other');
    expect(await held()).toMatchObject({ teamMembers: [] });
  });
});

it('joins its group by id, and GHL refuses a group it does not know', async () => {
  const group = await open.ghl.create('calendarGroup', gym, { name: 'Grün & Café' });
  expect(group.attributes).toMatchObject({ slug: 'grun-cafe', description: '' });
  const changed = await update({ groupId: group.id });
  expect(changed.attributes['groupId']).toBe(group.id);
  await expect(update({ groupId: 'nowhere' })).rejects.toMatchObject({ code: 'GHL_REJECTED', retryable: false });
  await open.ghl.remove('calendarGroup', gym, group.id);
});

it('a group that GHL holds without a slug gets one when it is changed, since GHL wants one', async () => {
  const group = await open.ghl.create('calendarGroup', gym, { name: 'Tours' });
  await open.sandbox.control.edit({ kind: 'calendarGroup', id: group.id, changes: { slug: '' } });
  const [bare] = (await open.ghl.list('calendarGroup', gym)).filter(({ id }) => id === group.id);
  const changed = await open.ghl.update('calendarGroup', gym, bare ?? group, { name: 'Tours', description: 'Daily' });
  expect(changed.attributes).toEqual({ name: 'Tours', slug: 'tours', description: 'Daily' });
  await open.ghl.remove('calendarGroup', gym, group.id);
});

it('a group whose name has no Latin letter gets a slug all the same', async () => {
  const group = await open.ghl.create('calendarGroup', gym, { name: 'زيارات' });
  expect(group.attributes['slug']).toMatch(/^group-[a-z0-9]+$/);
  await open.ghl.remove('calendarGroup', gym, group.id);
});
