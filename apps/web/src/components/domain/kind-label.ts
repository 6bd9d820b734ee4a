import type { KindName } from '@groundwork/shared/kinds';

const labels: Record<KindName, Label> = {
  tag: ['Tag', 'Tags'],
  customField: ['Custom field', 'Custom fields'],
  customValue: ['Custom value', 'Custom values'],
  calendarGroup: ['Calendar group', 'Calendar groups'],
  calendar: ['Calendar', 'Calendars'],
  pipeline: ['Pipeline', 'Pipelines'],
  product: ['Product', 'Products'],
  triggerLink: ['Trigger link', 'Trigger links'],
};

type Label = [one: string, many: string];
const known: Partial<Record<string, Label>> = labels;

/** Falls back to the kind's own name, for one that this page is too old to know. */
export const kindLabel = (kind: string, count = 1): string => known[kind]?.[count === 1 ? 0 : 1] ?? kind;
