import type { AuditEntryView } from '@groundwork/shared/views';

/** What an entry says, in words. */
export interface AuditWords {
  what: string;
  /** The thing it was done to; null: the words say it all. */
  subject: string | null;
  /** How a call of a key ended: `ok` or an error's code; null for what a person did. */
  outcome: string | null;
}

const acts: Readonly<Record<string, string>> = {
  'key.created': 'Made the key',
  'key.revoked': 'Revoked the key',
  'device.approved': 'Approved the sign-in of',
  'device.denied': 'Denied the sign-in of',
  'wish.approved': 'Let a tool have the key',
  'wish.denied': 'Refused a tool the key',
  'device.mistyped': 'Wrote a code that no tool shows',
};

/** A person's act has words of ours; the rest are procedures that a key called, whose subject is how the call ended. */
export function auditWords({ action, subject }: Pick<AuditEntryView, 'action' | 'subject'>): AuditWords {
  const what = Object.hasOwn(acts, action) ? acts[action] : undefined;
  return what === undefined ? { what: action, subject: null, outcome: subject } : { what, subject, outcome: null };
}
