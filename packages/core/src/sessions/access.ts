import type { Db, Tx } from '@groundwork/db';
import { sql } from 'kysely';
import type { Actor, Core } from '../context.ts';
import type { EventBus } from '../events/event-bus.ts';
import { eventChannel } from '../events/publish-events.ts';
import { type Credentials, resolveCaller } from './resolve-caller.ts';

const accessTopic = (memberId: string): string => `member:${memberId}`;

/** Has every process look again at whom this member's open streams belong to, when the transaction commits. */
export async function announceAccess(db: Db | Tx, memberId: string): Promise<void> {
  await sql`select pg_notify(${eventChannel}, ${accessTopic(memberId)})`.execute(db);
}

/** A key may also expire, and a notification get lost. */
const lookAgainMs = 15_000;

/**
 * For as long as something goes on in a session's or a key's name: `ended` aborts when it ends or what it may do changes, and when
 * `signal` does.
 */
export function followAccess(
  core: Core & { bus: EventBus },
  credentials: Credentials,
  actor: Actor,
  signal?: AbortSignal,
): { ended: AbortSignal; isHeld: () => Promise<boolean>; stop: () => void } {
  const ending = new AbortController();
  const end = () => ending.abort();
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  const isHeld = async () => {
    const now = await resolveCaller(core, credentials, { touch: false });
    return now?.role === actor.role;
  };
  const look = () =>
    void isHeld().then(
      (held) => held || end(),
      (error: unknown) => core.log.warn({ err: error }, 'could not look whether a session or a key still holds'),
    );
  const unsubscribe = core.bus.subscribe([accessTopic(actor.memberId)], look);
  const timer = setInterval(look, lookAgainMs).unref();
  return {
    ended: ending.signal,
    isHeld,
    stop() {
      unsubscribe();
      clearInterval(timer);
    },
  };
}
