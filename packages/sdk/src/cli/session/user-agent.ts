import { version } from '../../version.ts';

/** Names this CLI in the server's log. */
export const userAgent = `groundwork-cli/${version}`;
