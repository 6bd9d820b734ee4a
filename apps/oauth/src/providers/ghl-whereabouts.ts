import type { LocationAnswer } from './ghl-answers.ts';
import type { Refusal } from './ghl-refusals.ts';

/** What became of a location: still of this agency, gone to another, deleted, or GHL has not said. */
export type Whereabouts = 'here' | 'moved' | 'deleted' | 'unknown';

type Answer = { kind: 'ok'; value: LocationAnswer } | { kind: 'refused'; refusal: Pick<Refusal, 'status' | 'said'> };

/**
 * Reads GHL's answer to `GET /locations/{locationId}` with the agency's token. GHL has no event for either end (API issue
 * #147) and documents no answer for them, so only clear words count; an empty answer or a page of a gateway says nothing.
 */
export function whereaboutsOf(companyId: string, answer: Answer): Whereabouts {
  if (answer.kind === 'ok') return (answer.value.location.companyId ?? companyId) === companyId ? 'here' : 'moved';
  const { status, said } = answer.refusal;
  if (said === '' || /Cannot GET/i.test(said)) return 'unknown';
  if (/is (not active|inactive|suspended|paused)/i.test(said)) return 'here';
  if ((status === 401 || status === 403) && /(no|not have) access to this location/i.test(said)) return 'moved';
  if (status === 404) return 'deleted';
  const saysGone = /not found|does not exist|no such location/i.test(said);
  return (status === 400 || status === 422) && saysGone ? 'deleted' : 'unknown';
}
