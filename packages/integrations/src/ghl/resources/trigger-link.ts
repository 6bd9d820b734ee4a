import { z } from 'zod';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { oneCallKind } from './one-call-kind.ts';
import { ghlId, optionalText } from './wire-kind.ts';

const row = z
  .object({ id: ghlId, name: z.string(), redirectTo: optionalText, fieldKey: optionalText })
  .transform(({ id, name, redirectTo, fieldKey }): LiveResource => {
    const attributes = { name, redirectTo: redirectTo ?? '', ...(fieldKey ? { fieldKey } : {}) };
    return { id, attributes: kinds.triggerLink.normalise(attributes) };
  });

const read = { version: '2021-07-28', scope: 'links.readonly', locationIn: 'query' } as const;
const write = { version: '2021-07-28', scope: 'links.write' } as const;

/** GHL docs: Trigger Links. The list is unpaged; a PUT wants name and target both. */
export const triggerLink = oneCallKind({
  operations: {
    list: { ...read, name: 'triggerLink.list', method: 'GET', path: '/links/' },
    get: { ...read, name: 'triggerLink.get', method: 'GET', path: '/links/id/{id}' },
    create: { ...write, name: 'triggerLink.create', method: 'POST', path: '/links/', locationIn: 'body' },
    update: { ...write, name: 'triggerLink.update', method: 'PUT', path: '/links/{id}' },
    remove: { ...write, name: 'triggerLink.remove', method: 'DELETE', path: '/links/{id}' },
  },
  list: z.object({ links: z.array(row) }).transform(({ links }) => links),
  one: z.object({ link: row }).transform(({ link }) => link),
  createBody: ({ name, redirectTo }) => ({ name, redirectTo }),
  updateBody: (live, { name = live['name'], redirectTo = live['redirectTo'] }) => ({ name, redirectTo }),
});
