import { z } from 'zod';

/**
 * The held stream of invalidations: POST, signed like every call, answered with one JSON value a line until either side
 * leaves. First `hello`, then events in the order in which they were committed, and a heartbeat whenever nothing else
 * was said for a while: a stream that is silent for three of them is lost.
 */
export const bridgeEventsPath = '/bridge/events';
export const bridgeHeartbeatMs = 5_000;

/** Where a reader stands. A database that was set up anew is another feed, whose positions mean nothing here. */
export const bridgeCursor = z.strictObject({ feed: z.string().max(64), position: z.number().int().nonnegative() });
export type BridgeCursor = z.output<typeof bridgeCursor>;

/** Without a cursor the stream begins now. */
export const bridgeEventsRequest = z.strictObject({ after: bridgeCursor.nullable() });

/**
 * What happened to tokens. With a `locationId` it is about that location alone. Without one `refreshed` is about the
 * agency's own token, and `revoked` and `uninstalled` are about everything of the agency. `connection-changed` ends no
 * token: what the agency's connections page shows has changed (locations, a refresh under way, a failure).
 */
export const bridgeEventKinds = [
  'refreshed',
  'revoked',
  'uninstalled',
  'location-token-ended',
  'connection-changed',
] as const;
export type BridgeEventKind = (typeof bridgeEventKinds)[number];

export const bridgeEvent = z.object({
  type: z.literal('event'),
  position: z.number().int(),
  /** A newer service may say a kind this reader does not know: then everything of the agency has to be asked anew. */
  kind: z.enum(bridgeEventKinds).or(z.string().max(64)),
  companyId: z.string(),
  locationId: z.string().nullable(),
});
export type BridgeEvent = z.output<typeof bridgeEvent>;

export const bridgeStreamLine = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    cursor: bridgeCursor,
    /** False: what happened between the reader's cursor and this one is not known any more: trust nothing unasked. */
    resumed: z.boolean(),
  }),
  bridgeEvent,
  z.object({ type: z.literal('heartbeat'), position: z.number().int() }),
]);
export type BridgeStreamLine = z.output<typeof bridgeStreamLine>;
