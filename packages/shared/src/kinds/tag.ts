import { z } from 'zod';
import type { Json } from '../json.ts';
import { ghlName } from './ghl-name.ts';
import { textOf } from './text-of.ts';
import type { Kind } from './types.ts';

/** GHL docs: Locations → Tags. GHL lower-cases tags, so a blueprint's spelling does too. */
export const tag: Kind = {
  name: 'tag',
  label: 'Tag',
  labelPlural: 'Tags',
  schema: z.strictObject({ name: ghlName.meta({ description: 'GHL stores it in lower case.' }) }),
  normalise: ({ name, ...rest }) => ({ ...rest, name: nameOf(name) }),
  naturalKey: ({ name }) => nameOf(name),
  uniqueNames: true,
  managed: ['name'],
  immutable: [],
  keyedLists: {},
  referable: ['id'],
  title: ({ name }) => nameOf(name),
};

const nameOf = (name: Json | undefined): string => textOf(name).toLowerCase();
