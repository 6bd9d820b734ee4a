import type { Refusal } from '../providers/ghl-refusals.ts';
import { testsPerMinute } from './test-limit.ts';

/** What came of a test, and what to do next. */
export const wordsFor = {
  works: (isAgency: boolean): string => `${gave(isAgency)} The connection works.`,
  runsOut: (isAgency: boolean): string =>
    `${gave(isAgency)} But GoHighLevel gives no new token when this one has run out: connect GoHighLevel again before that.`,
  late: 'GoHighLevel took too long to answer. The connection is kept; test it again in a few minutes.',
  away: (cause: string): string => `${cause} The connection is kept; test it again in a few minutes.`,
  tooManyTests: (waitMs: number): string =>
    `Not tested: this agency's connections were tested ${testsPerMinute} times within a minute. Test again in ${Math.ceil(waitMs / 1000)} s.`,
  failed: (requestId: string): string =>
    `The OAuth service itself failed, GoHighLevel was not at fault. Its log has the cause under ${requestId}.`,
  refused(refusal: Refusal, isAgency: boolean): string {
    const said = `GoHighLevel answered ${refusal.status}${refusal.said === '' ? '' : `: ${refusal.said}`}.`;
    return `${said} ${adviceOn(refusal, isAgency)}`;
  },
};

const gave = (isAgency: boolean): string =>
  isAgency
    ? 'GoHighLevel gave the list of installed sub-accounts to the token of the agency.'
    : 'GoHighLevel gave the sub-account to its own token.';

function adviceOn(refusal: Refusal, isAgency: boolean): string {
  const whose = isAgency ? 'agency' : 'sub-account';
  if (refusal.class === 'scope')
    return 'The connection lacks a permission. An admin of the agency has to connect GoHighLevel again and allow it.';
  if (refusal.class === 'access-token')
    return 'It refuses a token that is seconds old, so the app may just have been removed. Test again in a minute; if it stays so, connect GoHighLevel again.';
  if (refusal.class === 'paused')
    return 'The sub-account is paused. Make it active again in GoHighLevel; Groundwork notices by itself.';
  if (refusal.class === 'too-many')
    return 'It accepts no more calls right now. The connection is fine: test again in a minute. If it stays so until tomorrow, look at what else calls GoHighLevel for this account.';
  if (refusal.status === 404)
    return `It does not know this ${whose} any more. Look in GoHighLevel whether it was deleted.`;
  if (refusal.status === 401 || refusal.status === 403)
    return `It keeps this ${whose} from the app. Look in GoHighLevel whether the app is still installed there and the ${whose} still yours.`;
  return 'The connection is kept. Test again in a few minutes; if it stays so, look in GoHighLevel whether the account is in order.';
}
