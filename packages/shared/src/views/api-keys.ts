import type { Role } from '../roles.ts';

/** On the Settings page; at the end of a sign-in of the CLI; or by its `keys create`, as a person granted it. */
export type ApiKeyMaking = 'settings' | 'device' | 'cli';

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
  /** It is the one that asks for this list. */
  isCaller: boolean;
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

/** The key that a tool asks a person for. */
export interface KeyWish {
  name: string;
  role: Role;
  /** Null: every account. */
  locationIds: string[] | null;
  /** Null: it does not expire. */
  expiresInDays: number | null;
}

/** A wish as the person sees it who is to grant it. */
export interface KeyWishView extends Omit<KeyWish, 'locationIds'> {
  /** Of those it names, the ones that are accounts of the person's agency; null: all. */
  accounts: { id: string; name: string }[] | null;
  /** Why they cannot grant it; null: they can. */
  refusal: string | null;
}

/** What a person is asked before a tool gets a key of theirs. */
export interface DeviceSignInView {
  clientName: string;
  /** Null: it asks to sign in, with all that the person may. */
  wish: KeyWishView | null;
  /** What it becomes. */
  role: Role;
  /** Names all of that. An approval sends it along, as whoever approves has to have seen it. */
  terms: string;
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
