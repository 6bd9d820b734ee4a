import { z } from 'zod';
import { ghlName } from './ghl-name.ts';
import { nameKey } from './name-key.ts';
import { textOf } from './text-of.ts';
import { slug } from './texts.ts';
import type { Kind } from './types.ts';

/** GHL docs: Calendars → Groups. A create wants a slug and a description; the adapter makes them up where a blueprint has none. */
export const calendarGroup: Kind = {
  name: 'calendarGroup',
  label: 'Calendar group',
  labelPlural: 'Calendar groups',
  schema: z.strictObject({
    name: ghlName,
    slug: slug.exactOptional().meta({ description: 'Of the booking page. Made from the name, unless said otherwise.' }),
    description: z.string().exactOptional().meta({ description: 'Shown on the booking page.' }),
  }),
  normalise: ({ name, ...rest }) => ({ ...rest, name: textOf(name) }),
  naturalKey: nameKey,
  managed: ['name', 'slug', 'description'],
  immutable: [],
  keyedLists: {},
  referable: ['id', 'slug'],
  title: ({ name }) => textOf(name),
};
