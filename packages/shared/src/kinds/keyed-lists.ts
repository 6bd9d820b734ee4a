import type { KindName } from './types.ts';

/** Lists of parts, by the property that names a part. Apart from the kinds, so that a page can ask for them without their schemas. */
export const keyedLists = {
  pipeline: { stages: 'name' },
  product: { prices: 'name' },
} as const satisfies Partial<Record<KindName, Readonly<Record<string, string>>>>;
