import type { Pool } from 'undici';
import type { Replica } from './post.ts';

/** Which replica to ask: the first of the list, the nearest, unless it has failed and not been seen to answer since. */
export interface ReplicaChoice {
  /** All of them, in the order to try. */
  inOrder(): Replica[];
  answered(replica: Replica): void;
  failed(replica: Replica): void;
}

const firstRestMs = 1_000;
const longestRestMs = 30_000;

interface Rest {
  failures: number;
  until: number;
}

/**
 * One that failed rests, the longer the more often, and then one look at its health tells whether it is asked again: no
 * call waits for one that hangs, and those that wait do not all come back to it at once.
 */
export function createReplicaChoice(replicas: readonly Replica[]): ReplicaChoice {
  const rests = new Map<Replica, Rest>();

  const rest = (replica: Replica, failures: number): void => {
    const restMs = Math.min(longestRestMs, firstRestMs * 2 ** failures) * (0.5 + Math.random() / 2);
    rests.set(replica, { failures, until: performance.now() + restMs });
  };

  /** It keeps count of its failures until a call has succeeded: to be ready is not yet to work. */
  const look = async (replica: Replica, { failures }: Rest): Promise<void> => {
    rest(replica, failures + 1);
    if (await isReady(replica, 2_000)) rests.set(replica, { failures, until: Infinity });
  };

  const isPassedOver = (replica: Replica): boolean => {
    const resting = rests.get(replica);
    if (resting === undefined || resting.until === Infinity) return false;
    if (resting.until <= performance.now()) void look(replica, resting);
    return true;
  };

  return {
    inOrder: () => {
      const [first] = replicas;
      if (first === undefined || replicas.length === 1) return [...replicas];
      const passedOver = new Set(replicas.filter(isPassedOver));
      return [...replicas.filter((replica) => !passedOver.has(replica)), ...passedOver];
    },
    answered: (replica) => void rests.delete(replica),
    failed: (replica) => rest(replica, (rests.get(replica)?.failures ?? -1) + 1),
  };
}

export async function isReady({ pool }: { pool: Pool }, withinMs: number): Promise<boolean> {
  try {
    const answer = await pool.request({ path: '/health/ready', method: 'GET', signal: AbortSignal.timeout(withinMs) });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}
