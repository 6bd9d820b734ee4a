import { describe, expect, it } from 'vitest';
import { fixtures } from '../index.ts';
import { openLocation } from '../testing/open-location.ts';

const april = { Version: '2021-04-15' };
const { users } = fixtures;

async function open(key: keyof typeof fixtures.locations = 'accounting') {
  const opened = await openLocation(key);
  const { call, locationId } = opened;
  const create = async (body: object) =>
    call('POST', '/calendars/', { locationId, calendarType: 'event', ...body }, april);
  return { ...opened, create, read: (path: string) => call('GET', path, undefined, april) };
}

const calendarIn = ({ json }: { json: Record<string, unknown> }) =>
  json['calendar'] as { id: string; slug: string } & Record<string, unknown>;

describe('calendars', () => {
  it("get GHL's defaults and its hours, and are found by group and draft state", async () => {
    const { create, read, locationId, call } = await open();
    const made = await create({ name: 'First Visit', isActive: false });
    expect(made.status).toBe(200);
    expect(calendarIn(made)).toMatchObject({
      slug: 'first-visit',
      slotDuration: 30,
      appoinmentPerSlot: 1,
      eventColor: '#039be5',
      openHours: [1, 2, 3, 4, 5].map((day) => ({ daysOfTheWeek: [day], hours: [{ openHour: 8, closeHour: 17 }] })),
    });
    const list = async (query: string) =>
      ((await read(`/calendars/?locationId=${locationId}${query}`)).json['calendars'] as unknown[]).length;
    expect([await list(''), await list('&showDrafted=false'), await list('&groupId=x')]).toEqual([1, 0, 0]);
    const wrong = await call('GET', `/calendars/?locationId=${fixtures.locations.gym.id}`, undefined, april);
    expect(wrong.status).toBe(403);
  });

  it('are replaced whole by PUT: what it leaves out goes back to its default', async () => {
    const { create, call, read } = await open();
    const { id } = calendarIn(await create({ name: 'Visit', slotDuration: 45, notes: 'x', eventTitle: 'Hello' }));
    const put = await call('PUT', `/calendars/${id}`, { notes: 'y' }, april);
    expect(put.status).toBe(200);
    expect(calendarIn(await read(`/calendars/${id}`))).toMatchObject({
      name: 'Visit',
      slug: 'visit',
      calendarType: 'event',
      notes: 'y',
      slotDuration: 30,
      eventTitle: '{{contact.name}}',
      openHours: [],
    });
  });

  it('refuse what PUT may not say', async () => {
    const { create, call, locationId } = await open();
    const place = { kind: 'physical', location: 'Here' };
    const made = calendarIn(await create({ name: 'Visit', locationConfigurations: [place] }));
    const put = (body: object) => call('PUT', `/calendars/${made.id}`, body, april);
    expect((await put({ name: 'V', calendarType: 'event', locationId, id: made.id, primary: true })).json).toEqual(
      expect.objectContaining({
        message: ['calendarType', 'locationId', 'id', 'primary'].map((name) => `property ${name} should not exist`),
      }),
    );
    expect(made['locationConfigurations']).toEqual([{ ...place, meetingId: 'physical_0' }]);
    expect(await put({ locationConfigurations: made['locationConfigurations'] })).toMatchObject({
      status: 422,
      json: { message: ['property locationConfigurations.0.meetingId should not exist'] },
    });
    const late = { openHour: '09:00', openMinute: 0, closeHour: 17, closeMinute: 0 };
    expect((await put({ openHours: [{ daysOfTheWeek: [1], hours: [late] }] })).status).toBe(422);
  });

  it('take users of the location only, and want them where their type does', async () => {
    const { create } = await open('dental');
    const members = (...ids: string[]) => ids.map((userId) => ({ userId }));
    const made = await create({ name: 'A', teamMembers: members(users.dentalOwner.id) });
    expect(calendarIn(made)['teamMembers']).toMatchObject([{ userId: users.dentalOwner.id, priority: 0.5 }]);
    expect((await create({ name: 'B', teamMembers: members(users.gymOwner.id) })).status).toBe(400);
    expect((await create({ name: 'C', calendarType: 'round_robin' })).status).toBe(422);
  });

  it('get another slug where theirs is taken, and are gone after a delete', async () => {
    const { create, call, read } = await open();
    const first = calendarIn(await create({ name: 'Visit' }));
    const second = calendarIn(await create({ name: 'Visit' }));
    expect(second.slug).toMatch(/^visit-./);
    expect((await call('DELETE', `/calendars/${first.id}`, undefined, april)).json).toMatchObject({ success: true });
    expect((await read(`/calendars/${first.id}`)).status).toBe(404);
  });
});

describe('calendar groups', () => {
  it('want a slug that is free, and lose nothing but themselves', async () => {
    const { create, call, read, locationId } = await open();
    const group = { locationId, name: 'Visits', description: '', slug: 'visits' };
    const post = (path: string, body: object) => call('POST', `/calendars/groups${path}`, body, april);
    expect((await post('', { locationId, name: 'Visits' })).status).toBe(422);
    const { id } = (await post('', group)).json['group'] as { id: string };
    expect((await post('/validate-slug', { locationId, slug: 'visits' })).json).toMatchObject({ available: false });
    expect((await post('', { ...group, name: 'Other' })).status).toBe(400);
    const put = (path: string, body: object) => call('PUT', `/calendars/groups/${id}${path}`, body, april);
    expect((await put('', { name: 'V', description: 'd', slug: 'visits' })).json['group']).toMatchObject({ name: 'V' });
    expect((await put('/status', { isActive: false })).json).toMatchObject({ success: true });

    const calendar = calendarIn(await create({ name: 'Visit', groupId: id }));
    expect(calendar['groupId']).toBe(id);
    await call('DELETE', `/calendars/groups/${id}`, undefined, april);
    expect(calendarIn(await read(`/calendars/${calendar.id}`))).not.toHaveProperty('groupId');
    expect((await create({ name: 'Visit', groupId: id })).status).toBe(400);
  });
});
