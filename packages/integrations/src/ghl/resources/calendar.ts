import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import { covers } from '@groundwork/shared/plan';
import type { Operation } from '../operation.ts';
import { searchUsers } from '../people.ts';
import type { Send } from '../send.ts';
import { calendarFields } from './calendar-body.ts';
import { calendarPut } from './calendar-put.ts';
import { calendarRow, liveCalendar } from './calendar-row.ts';
import type { CalendarRow } from './calendar-row.ts';
import { readTeam, teamOf } from './team.ts';
import type { Team } from './team.ts';
import { orNull } from './wire-kind.ts';
import type { WireKind } from './wire-kind.ts';

const one = '/calendars/{id}';
const read = { version: '2021-04-15', scope: 'calendars.readonly' } as const;
const write = { version: '2021-04-15', scope: 'calendars.write' } as const;

/** GHL docs: Calendars. */
const list: Operation = { ...read, name: 'calendar.list', method: 'GET', path: '/calendars/', locationIn: 'query' };
const get: Operation = { ...read, name: 'calendar.get', method: 'GET', path: one };
const create: Operation = {
  ...write,
  name: 'calendar.create',
  method: 'POST',
  path: '/calendars/',
  locationIn: 'body',
};
const update: Operation = { ...write, name: 'calendar.update', method: 'PUT', path: one };
const remove: Operation = { ...write, name: 'calendar.remove', method: 'DELETE', path: one };

const many = z.object({ calendars: z.array(calendarRow) });
const single = z.object({ calendar: calendarRow }).transform(({ calendar: row }) => row);

/** The list is unpaged. GHL knows team members by id, a blueprint by e-mail address. */
export const calendar: WireKind = {
  operations: { list: [list, searchUsers], apply: [get, create, update, remove] },

  async list(send) {
    const { calendars } = await send(list, { query: { showDrafted: 'true' } }, many);
    const team = await teamFor(send, calendars);
    return calendars.map((row) => liveCalendar(row, team));
  },

  async get(send, id) {
    const row = await orNull(send(get, { path: { id } }, single));
    return row && liveCalendar(row, await teamFor(send, [row]));
  },

  async create(send, attributes) {
    const team = await teamFor(send, [], attributes);
    const { calendarType = 'event' } = attributes;
    return liveCalendar(
      await send(create, { body: { ...calendarFields(attributes, team), calendarType } }, single),
      team,
    );
  },

  async update(send, { id }, attributes) {
    const held = await send(get, { path: { id } }, single);
    const team = await teamFor(send, [held], attributes);
    const live = liveCalendar(held, team);
    const changed = Object.entries(attributes).filter(([name, value]) => !covers(value, live.attributes[name]));
    if (changed.length === 0) return live;
    const changes = calendarFields(Object.fromEntries(changed), team, held);
    return liveCalendar(await send(update, { path: { id }, body: calendarPut(held, changes) }, single), team);
  },

  remove: async (send, id) => void (await orNull(send(remove, { path: { id } }, z.unknown()))),
};

/** The account's users, where somebody has to be named; else nobody, and no call. */
async function teamFor(send: Send, rows: readonly CalendarRow[], attributes: JsonObject = {}): Promise<Team> {
  const { teamMembers } = attributes;
  const isWanted = Array.isArray(teamMembers) && teamMembers.length > 0;
  return isWanted || rows.some((row) => row.teamMembers?.length) ? readTeam(send) : teamOf([]);
}
