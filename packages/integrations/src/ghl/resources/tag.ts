import { z } from 'zod';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { locationOperations, oneCallKind } from './one-call-kind.ts';
import { ghlId } from './wire-kind.ts';

const row = z
  .object({ id: ghlId, name: z.string() })
  .transform(({ id, name }): LiveResource => ({ id, attributes: kinds.tag.normalise({ name }) }));

/** GHL docs: Locations → Tags. The list is unpaged. */
export const tag = oneCallKind({
  operations: locationOperations('tag', 'tags'),
  list: z.object({ tags: z.array(row) }).transform(({ tags }) => tags),
  one: z.object({ tag: row }).transform((answer) => answer.tag),
  createBody: ({ name }) => ({ name }),
  updateBody: (_live, { name }) => ({ name }),
});
