import type { Role } from '../roles.ts';

/** On the Settings page or by the CLI, or at the end of a sign-in of the CLI through a browser. */
export type ApiKeyMaking = 'settings' | 'device';

export interface ApiKeyView {
  id: string;
  name: string;
  /** The beginning of the secret, e.g. `gw_7hK2`. */
  prefix: string;
  role: Role;
  /** The only accounts it may see; null: all. */
  accounts: { id: string; name: string }[] | null;
  madeBy: ApiKeyMaking;
  owner: { memberId: string; name: string };
  isOwn: boolean;
  state: 'active' | 'expired' | 'revoked';
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  /** To the minute; null: never. */
  lastUsedAt: string | null;
}

/** The secret is shown this once. */
export interface NewApiKeyView {
  key: ApiKeyView;
  secret: string;
}

/** What a person is asked before a CLI gets a key of theirs. */
export interface DeviceSignInView {
  clientName: string;
  createdAt: string;
  expiresAt: string;
  state: 'waiting' | 'approved' | 'denied' | 'expired';
}

export interface AuditEntryView {
  id: number;
  at: string;
  memberName: string | null;
  apiKey: { id: string; name: string } | null;
  /** e.g. `key.created`, or the procedure that a key called: `jobs.start`. */
  action: string;
  subject: string | null;
  requestId: string | null;
}
