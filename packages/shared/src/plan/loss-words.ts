import type { KindName } from '../kinds/types.ts';

/** What a client loses with an object that is deleted. GHL gives nothing back by its API. */
export const lossOf: Readonly<Record<KindName, string>> = {
  tag: 'GHL does not say whether contacts keep it; workflows and lists that ask for it may stop working.',
  customField: 'Every record loses its value in this field; this cannot be undone.',
  customValue: 'Texts that use it show nothing in its place.',
  calendarGroup: 'Its booking page is gone; GHL does not say what becomes of calendars that are still in it.',
  calendar: 'Its booking link stops working; GHL does not say what becomes of its appointments.',
  pipeline:
    'All opportunities in it are deleted. Only GHL itself can bring them back: Settings → Audit logs → Restore.',
  product: 'It and its prices can no longer be sold.',
  triggerLink: 'Links that were sent already stop working.',
};

/** Kinds whose objects hold, or are held by, what clients gather. Made again, such an object is empty. */
export const holdsRecords: ReadonlySet<KindName> = new Set<KindName>(['tag', 'customField', 'calendar', 'pipeline']);

interface PartWords {
  noun: string;
  loss: string;
  /** As of kinds. */
  holdsRecords: boolean;
}

const partsOfLists: Readonly<Record<string, PartWords>> = {
  stages: { noun: 'stage', loss: "opportunities in it move to the pipeline's first stage", holdsRecords: true },
  prices: { noun: 'price', loss: 'it can no longer be sold', holdsRecords: false },
};

/** What a part of a keyed list is called, and what a client loses with it. */
export const partWords = (path: string): PartWords =>
  partsOfLists[path] ?? { noun: `part of ${path}`, loss: 'it cannot be brought back', holdsRecords: true };
