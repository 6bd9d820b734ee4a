import { randomUUID } from 'node:crypto';
import { Gauge } from 'prom-client';
import type { OAuthContext } from '../context.ts';
import { countByKey } from './key-usage.ts';
import { announceWriter, withdrawWriter } from './key-writers.ts';
import { moveValues } from './move-values.ts';

export type RotationParts = Pick<OAuthContext, 'db' | 'keyRing' | 'log' | 'metrics' | 'stopping' | 'timings'>;

export interface KeyRotation {
  /** Moves everything to the writing key, and says which keys nothing needs any more. */
  run(): Promise<boolean>;
  /** This replica writes no longer. */
  close(): Promise<void>;
}

/** The first key of the ring writes. What is sealed under another that no running replica writes with is sealed anew. */
export function createKeyRotation(ctx: RotationParts): KeyRotation {
  const { keyRing, log } = ctx;
  const replicaId = randomUUID();
  const left = new Gauge({
    name: 'oauth_sealed_values',
    help: 'Stored values by the key they are sealed under. 0: the key may be taken out of the ring once nobody writes with it',
    labelNames: ['key_id'] as const,
    registers: [ctx.metrics.registry],
  });
  let saidSpare = '';

  const count = async (): Promise<Map<string, number>> => {
    const usage = await countByKey(ctx.db);
    left.reset();
    for (const keyId of new Set([...keyRing.keyIds, ...usage.keys()]))
      left.set({ key_id: keyId }, usage.get(keyId) ?? 0);
    return usage;
  };

  const move = async (usage: Map<string, number>, keyIds: string[]): Promise<void> => {
    const remaining = new Map(keyIds.map((keyId) => [keyId, usage.get(keyId) ?? 0]));
    for await (const { table, column, moved, unreadable } of moveValues(ctx, keyIds)) {
      let inBatch = 0;
      for (const [keyId, number] of moved) {
        inBatch += number;
        remaining.set(keyId, Math.max(0, (remaining.get(keyId) ?? 0) - number));
        left.dec({ key_id: keyId }, number);
      }
      left.inc({ key_id: keyRing.writingKeyId }, inBatch);
      const progress = { table, column, moved: inBatch, unreadable, left: Object.fromEntries(remaining) };
      log.info({ ...progress, to: keyRing.writingKeyId }, 'key rotation: a batch was sealed anew');
    }
  };

  return {
    async run() {
      const writers = await announceWriter(ctx, replicaId);
      let usage = await count();
      const stale = [...usage.keys()].filter((keyId) => keyRing.has(keyId) && !writers.has(keyId));
      if (stale.length > 0) {
        await move(usage, stale);
        usage = await count();
        const left = usage;
        await logEmptied(
          ctx,
          stale.filter((keyId) => !left.has(keyId)),
        );
      }
      const absent = [...usage.keys()].filter((keyId) => !keyRing.has(keyId));
      if (absent.length > 0)
        log.error({ keyIds: absent }, 'stored tokens need keys that are not in TOKEN_ENCRYPTION_KEYS; put them back');
      const spare = keyRing.keyIds.filter((keyId) => !writers.has(keyId) && !usage.has(keyId));
      if (spare.length > 0 && spare.join() !== saidSpare) log.info({ keyIds: spare }, spareKeys);
      saidSpare = spare.join();
      return false;
    },
    close: () =>
      withdrawWriter(ctx, replicaId).catch((error: unknown) => {
        log.warn(
          { err: error },
          'this replica could not be taken off the list of writers; it is dropped in two minutes',
        );
      }),
  };
}

/** For whoever asks later since when an old key is of no use. Replicas that moved values together say it together. */
async function logEmptied({ db }: RotationParts, keyIds: string[]): Promise<void> {
  if (keyIds.length === 0) return;
  await db
    .insertInto('connection_log')
    .values(keyIds.map((keyId) => ({ kind: 'key-emptied' as const, detail: keyId })))
    .execute();
}

const spareKeys =
  'no stored token and no running replica needs these keys: an old one may be taken out of TOKEN_ENCRYPTION_KEYS. Keep it with the backups made under it';
