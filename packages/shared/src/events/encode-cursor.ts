import type { FeedCursor } from './types.ts';

export const encodeCursor = (cursor: FeedCursor): string =>
  btoa(JSON.stringify(cursor)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
