import type { Db } from '@groundwork/db';
import type { Bridge } from '@groundwork/integrations/bridge';
import type { Ghl } from '@groundwork/integrations/ghl';
import { AppError, may, type Permission, type Role } from '@groundwork/shared';
import type { AssistantParts } from './assistants/assistant-parts.ts';
import type { OwnCall } from './idempotency/claim-call.ts';
import type { JobQueue } from './queue.ts';

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The real parts a verb works with. Put together in one place: `apps/server/src/context.ts`. */
export interface Core {
  db: Db;
  queue: JobQueue;
  ghl: Ghl;
  bridge: Bridge;
  assistant: AssistantParts;
  now: () => Date;
  log: Log;
  /** Where people reach Groundwork, for links that leave it. */
  publicUrl: URL;
  /** True when GHL's API is the sandbox. */
  sandbox: boolean;
}

/** Who asks: one member of one agency, or a key of theirs. */
export interface Actor {
  memberId: string;
  /** The session or the key that asks: its id in lists, not its secret. */
  sessionId: string;
  /** Null: a person asks, in a browser. */
  apiKey: { id: string; name: string } | null;
  /** The only accounts this key may see; null: all. */
  locationIds: readonly string[] | null;
  agencyId: string;
  companyId: string;
  role: Role;
  name: string;
}

export interface Context extends Core {
  actor: Actor;
  /** The call may be sent twice: `commitOnce` is for verbs that are. */
  once?: OwnCall | undefined;
}

export function authorise(ctx: Context, permission: Permission): void {
  if (may(ctx.actor.role, permission)) return;
  const { role, apiKey } = ctx.actor;
  throw new AppError(
    'FORBIDDEN',
    apiKey === null
      ? `Your role (${role}) may not do this. Ask an owner or admin of your agency for a higher role.`
      : `The key "${apiKey.name}" may not do this: its role is ${role}. Use one of a higher role, made under Settings → API keys.`,
  );
}

/** For what a key never may: people, sessions, keys. */
export function requirePerson(ctx: Context): void {
  if (ctx.actor.apiKey === null) return;
  throw new AppError('FORBIDDEN', 'A key cannot do this. Sign in to Groundwork in a browser and do it there.');
}

/** The same words for "does not exist" and "belongs to another agency": neither tells which. */
export const notFound = (what: string): AppError =>
  new AppError('NOT_FOUND', `There is no such ${what}. It may have been deleted, or the link is wrong.`);
