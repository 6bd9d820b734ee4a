import type { Refusal } from '../providers/ghl-refusals.ts';
import { testsPerMinute } from './test-limit.ts';

/** What came of a test, and what to do next. */
export const wordsFor = {
  works: (isAgency: boolean): string =>
    isAgency
      ? 'GHL gave the list of installed sub-accounts to the token of the agency. The connection works.'
      : 'GHL gave the sub-account to its own token. The connection works.',
  late: 'GHL took too long to answer. The connection is kept; test it again in a few minutes.',
  away: (cause: string): string => `${cause} The connection is kept; test it again in a few minutes.`,
  tooManyTests: (waitMs: number): string =>
    `Not tested: this agency's connections were tested ${testsPerMinute} times within a minute. Test again in ${Math.ceil(waitMs / 1000)} s.`,
  failed: (requestId: string): string =>
    `The OAuth service itself failed, GHL was not at fault. Its log has the cause under ${requestId}.`,
  refused(refusal: Refusal, isAgency: boolean): string {
    const said = `GHL answered ${refusal.status}${refusal.said === '' ? '' : `: ${refusal.said}`}.`;
    return `${said} ${adviceOn(refusal, isAgency)}`;
  },
};

function adviceOn(refusal: Refusal, isAgency: boolean): string {
  const whose = isAgency ? 'agency' : 'sub-account';
  if (refusal.class === 'scope')
    return 'The connection lacks a permission. An admin of the agency has to connect GHL again and allow it.';
  if (refusal.class === 'access-token')
    return 'It refuses a token that is seconds old, so the app may just have been removed. Test again in a minute; if it stays so, connect GHL again.';
  if (refusal.status === 429)
    return 'It accepts no more calls right now, the connection is fine. Test again in a minute; if it stays so until tomorrow, look at what else calls GHL for this account.';
  if (refusal.status === 404) return `GHL does not know this ${whose} any more. Look in GHL whether it was deleted.`;
  if (refusal.status === 403)
    return `GHL keeps this ${whose} from the app. Look in GHL whether the app is still installed there and may see it.`;
  return 'The connection is kept. Test again in a few minutes; if it stays so, look into GHL whether the account is in order.';
}
