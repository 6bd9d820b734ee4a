import { z } from 'zod';
import { locationStates } from '../location-states.ts';
import { ghlId } from './ghl-id.ts';
import { userTypes } from './user-types.ts';

const time = z.iso.datetime();

/** One grant as it stands: facts, and no token. */
export const grantFacts = z.object({
  installationId: z.string(),
  userType: z.enum(userTypes),
  companyId: z.string(),
  /** Null for the agency's own grant. */
  locationId: z.string().nullable(),
  state: z.enum(['active', 'needs-reconnect', 'uninstalled']),
  /** Why it is not active, in words for a person. */
  reason: z.string().nullable(),
  scopes: z.array(z.string()),
  /** The person who agreed in GHL, by GHL's id. */
  userId: z.string().nullable(),
  grantedAt: time,
  /** Of the last new pair; null while the one the code exchange brought is in use. */
  refreshedAt: time.nullable(),
  accessTokenExpiresAt: time.nullable(),
  /** When the next refresh is planned. */
  refreshAfter: time.nullable(),
  /** GHL ends a grant that nobody has renewed for a year (GHL docs: OAuth 2.0 FAQs). */
  renewableUntil: time.nullable(),
  /** Attempts to refresh that failed since the last success. */
  failures: z.number().int(),
  lastError: z.string().nullable(),
  nextAttemptAt: time.nullable(),
  /** The installer's choice; null where GHL has not said. */
  installsToFutureLocations: z.boolean().nullable(),
  /** When the locations were last read from GHL, and when they will be. */
  reconciledAt: time.nullable(),
  reconcileAfter: time.nullable(),
});
export type GrantFacts = z.output<typeof grantFacts>;

export const locationFacts = z.object({
  locationId: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  state: z.enum(locationStates),
  /** When this state began, as far as it is known. */
  since: time.nullable(),
  /** The location token that is held right now; one is minted when it is needed. */
  token: z.object({ mintedAt: time, expiresAt: time }).nullable(),
});
export type LocationFacts = z.output<typeof locationFacts>;

export const connectionsResponse = z.object({
  companyId: z.string(),
  /** The agency's own first, then those of single locations. Empty: nobody of this agency ever connected. */
  grants: z.array(grantFacts),
  locations: z.array(locationFacts),
});

export const refreshesRequest = z.strictObject({
  companyId: ghlId,
  /** `nextBefore` of the page before. */
  before: z.string().max(100).nullable().default(null),
  limit: z.number().int().min(1).max(200).default(50),
});
/**
 * `unknown`: GHL may have acted and did not say; it is asked again. `failed`: GHL refused, or could not be reached.
 * `superseded`: another attempt or a new sign-in took its place.
 */
export const refreshOutcomes = ['under-way', 'refreshed', 'unknown', 'failed', 'superseded'] as const;
export const refreshEntry = z.object({
  id: z.string(),
  installationId: z.string(),
  locationId: z.string().nullable(),
  startedAt: time,
  endedAt: time.nullable(),
  outcome: z.enum(refreshOutcomes),
  /** What GHL said or what went wrong; never a token. */
  error: z.string().nullable(),
});
export const refreshesResponse = z.object({
  refreshes: z.array(refreshEntry),
  /** Null at the end. */
  nextBefore: z.string().nullable(),
});
export type RefreshEntry = z.output<typeof refreshEntry>;

export const testConnectionRequest = z.strictObject({ companyId: ghlId, locationId: ghlId.optional() });
export const testConnectionResponse = z.object({
  works: z.boolean(),
  /** What was done and what came of it, and what to do next where it does not work. */
  message: z.string(),
  /** How long it took to have a token, and GHL to answer; null where it did not come to that. */
  tokenMs: z.number().nullable(),
  answerMs: z.number().nullable(),
  testedAt: time,
});
export type ConnectionTest = z.output<typeof testConnectionResponse>;
