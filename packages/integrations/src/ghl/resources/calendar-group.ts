import { z } from 'zod';
import type { Json } from '@groundwork/shared';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { oneCallKind } from './one-call-kind.ts';
import { ghlId, optionalText } from './wire-kind.ts';

const row = z
  .object({ id: ghlId, name: z.string(), slug: optionalText, description: optionalText })
  .transform(({ id, name, slug = '', description = '' }): LiveResource => {
    return { id, attributes: kinds.calendarGroup.normalise({ name, slug, description }) };
  });

const path = '/calendars/groups';
const write = { version: '2021-04-15', scope: 'calendars/groups.write' } as const;

/** GHL docs: Calendars → Groups. The list is unpaged, there is no read by id, and a PUT wants all three properties. */
export const calendarGroup = oneCallKind({
  operations: {
    list: {
      name: 'calendarGroup.list',
      method: 'GET',
      path,
      version: '2021-04-15',
      scope: 'calendars/groups.readonly',
      locationIn: 'query',
    },
    create: { ...write, name: 'calendarGroup.create', method: 'POST', path, locationIn: 'body' },
    update: { ...write, name: 'calendarGroup.update', method: 'PUT', path: `${path}/{id}` },
    remove: { ...write, name: 'calendarGroup.remove', method: 'DELETE', path: `${path}/{id}` },
  },
  list: z.object({ groups: z.array(row) }).transform(({ groups }) => groups),
  one: z.object({ group: row }).transform(({ group }) => group),
  createBody: ({ name, description = '', slug = slugOf(name) }) => ({ name, description, slug }),
  updateBody: (live, { name = live['name'], description = live['description'], slug = live['slug'] }) => ({
    name,
    description,
    slug: slug || slugOf(name),
  }),
});

/** GHL wants a slug. A name without a Latin letter or digit gets one from its characters' numbers. */
function slugOf(name: Json | undefined): string {
  const text = typeof name === 'string' ? name : '';
  const latin = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = latin.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return slug || `group-${Array.from(text, (character) => character.codePointAt(0)?.toString(36)).join('')}`;
}
