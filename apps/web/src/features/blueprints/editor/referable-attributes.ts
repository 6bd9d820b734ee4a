import type { KindName } from '@groundwork/shared/kinds';

/** What `${kind.name.…}` may end in. Said again here, because the kinds themselves would bring zod to the browser; a test compares. */
export const referableAttributes: Readonly<Record<KindName, readonly string[]>> = {
  tag: ['id'],
  customField: ['id', 'fieldKey'],
  customValue: ['id', 'fieldKey'],
  calendarGroup: ['id', 'slug'],
  calendar: ['id', 'slug'],
  pipeline: ['id'],
  product: ['id'],
  triggerLink: ['id', 'fieldKey'],
};

export const attributesOf = (kind: string): readonly string[] =>
  Object.entries(referableAttributes).find(([name]) => name === kind)?.[1] ?? [];
