import type { Tx } from '@groundwork/db';
import type { Core } from '../context.ts';
import { driftCheckQueue } from '../queue.ts';
import type { DriftMessage } from './check-account.ts';
import { checkKey } from './checks-asked.ts';

/** What a person waits for goes before what is due, and before what a webhook hints at. */
const priorities = { asked: 10, hinted: 5, due: 0 } as const;

/** Events come in swarms, the most of them after our own writes: one look when they are over. */
const hintSeconds = 5;

/** One check for each message; of an account whose check waits already none. */
export const askForChecks = (
  { queue }: Pick<Core, 'queue'>,
  tx: Tx,
  messages: readonly DriftMessage[],
): Promise<void> =>
  queue.send(
    tx,
    driftCheckQueue,
    messages.map((message) => ({
      key: checkKey(message.agencyId, message.locationId, message.kinds),
      data: message,
      priority: priorities[message.asked ? 'asked' : message.kinds ? 'hinted' : 'due'],
      afterSeconds: message.kinds && !message.asked ? hintSeconds : 0,
    })),
  );
