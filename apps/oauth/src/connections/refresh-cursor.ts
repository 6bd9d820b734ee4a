import { BridgeFailure } from '../bridge/bridge-failure.ts';

/** The last row of a page. Microseconds, as PostgreSQL counts: a `Date` would round, and skip or repeat rows. */
export interface RefreshCursor {
  micros: string;
  id: string;
}

export const writeCursor = ({ micros, id }: RefreshCursor): string =>
  Buffer.from(`${micros}.${id}`).toString('base64url');

export function readCursor(text: string): RefreshCursor {
  const [, micros, id] = /^(\d{1,16})\.([\w-]{1,64})$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (micros === undefined || id === undefined || writeCursor({ micros, id }) !== text) {
    throw new BridgeFailure(
      'BAD_REQUEST',
      'The place to go on from cannot be read. Send `nextBefore` of the page before as `before`, or null to begin at the newest.',
    );
  }
  return { micros, id };
}
