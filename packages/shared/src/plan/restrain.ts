import { describeUnknown } from '../blueprint/references.ts';
import { kinds } from '../kinds/registry.ts';
import type { KindName } from '../kinds/types.ts';
import { absentPeopleNote, withheldNote } from './notes.ts';
import type { PlanItem } from './types.ts';

export interface Limits {
  /** Lower-cased e-mail addresses of the account's users; given when a resource names people. */
  users?: readonly string[] | undefined;
  /** Scopes of writing that GHL has not granted, by the kinds that need them. */
  withheld?: Partial<Record<KindName, readonly string[]>> | undefined;
}

/** Leaves to a person what Groundwork may not write, or must not write halfway. What needs no write stays as it is. */
export function restrain(item: PlanItem, { users, withheld }: Limits): PlanItem {
  if (!isWriting(item)) return item;
  const kind = kinds[item.kind];
  const scopes = withheld?.[item.kind] ?? [];
  const manual = (note: string): PlanItem => ({ ...item, action: 'manual', notes: [note, ...item.notes] });
  if (scopes.length > 0) return manual(withheldNote(kind, scopes, item.action));
  const people = users ? (kind.people?.(describeUnknown(item.target)) ?? []) : [];
  const absent = people.filter((email) => !users?.includes(email));
  return absent.length > 0 ? manual(absentPeopleNote(absent)) : item;
}

/** Does applying this line write to GHL? */
export const isWriting = ({ action, changes }: PlanItem): boolean =>
  action !== 'no-op' && action !== 'manual' && (action !== 'adopt' || changes.length > 0);
