import { newId } from '../ids.ts';

/** "New Patients" → "new-patients". */
export const slugOf = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');

/** A slug that is taken gets a tail, as GHL gives one to calendars. */
export const freeSlug = (wanted: string, taken: readonly unknown[]): string =>
  taken.includes(wanted) ? `${wanted}-${newId(5).toLowerCase()}` : wanted;
