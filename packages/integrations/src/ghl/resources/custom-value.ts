import { z } from 'zod';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { locationOperations, oneCallKind } from './one-call-kind.ts';
import { ghlId, optionalText } from './wire-kind.ts';

const row = z
  .object({ id: ghlId, name: z.string(), value: optionalText, fieldKey: optionalText })
  .transform(({ id, name, value, fieldKey }): LiveResource => {
    const attributes = { name, value: value ?? '', ...(fieldKey ? { fieldKey } : {}) };
    return { id, attributes: kinds.customValue.normalise(attributes) };
  });

/** GHL docs: Locations → Custom Values. The list is unpaged; a PUT wants name and value both. */
export const customValue = oneCallKind({
  operations: locationOperations('customValue', 'customValues'),
  list: z.object({ customValues: z.array(row) }).transform(({ customValues }) => customValues),
  one: z.object({ customValue: row }).transform((answer) => answer.customValue),
  createBody: ({ name, value }) => ({ name, value }),
  updateBody: (live, { name = live['name'], value = live['value'] }) => ({ name, value }),
});
