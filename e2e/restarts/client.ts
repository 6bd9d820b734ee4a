import type { AppRouter } from '@groundwork/api';
import { plainJson } from '@groundwork/shared';
import { TRPCClientError, createTRPCClient, httpLink } from '@trpc/client';
import type { TRPCClient } from '@trpc/client';
import { setTimeout as sleep } from 'node:timers/promises';

export type Trpc = TRPCClient<AppRouter>;

/** What all clients together met. */
export interface Tally {
  /** Asks that ended in an answer, however often they were repeated. */
  answered: number;
  /** Connections refused or cut, and answers of 502 or 503: each was asked again. */
  repeated: number;
}

export const connect = (url: string, cookie: string): Trpc =>
  createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/trpc`, transformer: plainJson, headers: { cookie } })],
  });

/** As a page or a script does while a backend is deployed: what was not answered is asked again, a refusal is thrown. */
export async function askUntilAnswered(tally: Tally, ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < maxTries; tries++) {
    try {
      await ask();
      tally.answered++;
      return;
    } catch (error) {
      if (!isPassing(error)) throw error;
      tally.repeated++;
      await sleep(50);
    }
  }
  throw new Error('Nobody has answered for three minutes.');
}

const maxTries = 3_600;

/** Without an error of ours in it, nobody of ours has answered. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const data: unknown = error.data;
  if (!data || typeof data !== 'object' || !('httpStatus' in data)) return true;
  return data.httpStatus === 502 || data.httpStatus === 503;
}
