import type { GrantFacts } from '@groundwork/shared/bridge';
import type { Verdict } from '@groundwork/shared/views';

const hourMs = 3_600_000;
/** The list is read every hour, and after every INSTALL and UNINSTALL. */
const reconcileLateMs = 3 * hourMs;
const refreshLateMs = hourMs / 2;
/** A grant that is used every day has a year before it: one with less than this is not being used. */
const renewalShortMs = 30 * 24 * hourMs;

export interface GrantCircumstances {
  now: Date;
  /** Kinds need permissions that it does not have. */
  lacksScopes: boolean;
  /** It is of a single location, for which the agency's own grant is asked first, and that one works. */
  isCovered: boolean;
}

/** What is the case with a grant. */
export function judgeGrant(grant: GrantFacts, circumstances: GrantCircumstances): Verdict {
  const verdict = judgeAlone(grant, circumstances);
  if (verdict.health !== 'broken' || !circumstances.isCovered) return verdict;
  return {
    health: 'attention',
    what: 'This connection of the sub-account alone has ended. The one of its agency serves it, so everything goes on.',
    next: 'Nothing has to be done. Connect it again with the link if the sub-account shall work without its agency.',
  };
}

function judgeAlone(grant: GrantFacts, { now, lacksScopes }: GrantCircumstances): Verdict {
  const whose = grant.locationId === null ? 'agency' : 'sub-account';
  const left = (time: string | null): number => (time === null ? Infinity : Date.parse(time) - now.getTime());

  if (grant.state === 'uninstalled')
    return {
      health: 'ended',
      what: `Groundwork was uninstalled from the ${whose} in GoHighLevel.`,
      next: `To use it there again, open the link to connect, or send it to whoever manages the ${whose}.`,
    };
  if (grant.state === 'needs-reconnect')
    return {
      health: 'broken',
      what: 'GoHighLevel does not accept this connection any more, so no new token can be had.',
      next: `Connect again with the link, or send it to an admin of the ${whose}. Nothing that was set up is lost.`,
    };
  if (left(grant.renewableUntil) <= 0)
    return {
      health: 'broken',
      what: 'Nothing renewed this connection for a year, and GoHighLevel ends such connections.',
      next: `Connect again with the link, or send it to an admin of the ${whose}.`,
    };
  if (grant.failures > 0 && left(grant.accessTokenExpiresAt) <= 0)
    return {
      health: 'broken',
      what: 'The token has run out, and GoHighLevel has given no new one so far.',
      next: 'Groundwork goes on asking by itself. If GoHighLevel works for you and this stays, connect again with the link.',
    };
  if (grant.failures > 0) return failing(grant);
  if (left(grant.refreshAfter) < -refreshLateMs)
    return {
      health: 'attention',
      what: 'The token should have been renewed before now, and nobody has tried.',
      next: 'Check that the OAuth service runs without errors; its log names what keeps it.',
    };
  if (left(grant.renewableUntil) < renewalShortMs)
    return {
      health: 'attention',
      what: 'The connection has not been renewed for eleven months. GoHighLevel ends it after a year.',
      next: 'Check that the OAuth service runs without errors, or connect again with the link before it ends.',
    };
  if (lacksScopes)
    return {
      health: 'attention',
      what: 'Permissions are missing, so not every kind can be read or applied.',
      next: 'Connect again with the link and allow everything GoHighLevel asks for. Until then such steps are left to you.',
    };
  // A location's own grant has no list to read.
  if (grant.locationId === null && left(grant.reconciledAt ?? grant.grantedAt) < -reconcileLateMs)
    return {
      health: 'attention',
      what: 'The list of sub-accounts has not been read from GoHighLevel for hours.',
      next: 'Read the locations again. If that fails, the error says why.',
    };
  return { health: 'healthy', what: 'Connected, and renews itself.', next: null };
}

/** The token at hand is promised only where its end is known to lie ahead and GoHighLevel has said nothing against us. */
function failing({ accessTokenExpiresAt, lastError }: GrantFacts): Verdict {
  const isRefused = lastError !== null && refusal.test(lastError);
  if (accessTokenExpiresAt !== null && !isRefused)
    return {
      health: 'attention',
      what: 'The last try to renew the token failed. The one at hand still works.',
      next: 'Groundwork tries again by itself. If this stays until the token runs out, connect again with the link.',
    };
  return {
    health: 'attention',
    what: isRefused
      ? 'GoHighLevel refused the last try to renew the token. Whether it still takes the one at hand is not known.'
      : 'The last try to renew the token failed. How long the one at hand serves is not known.',
    next: 'Test the connection to see whether it works now. Groundwork asks again by itself; if it is refused again, connect again with the link.',
  };
}

/** Words of the OAuth service (of the release before: GHL): GoHighLevel understood and said no. An outage, and too many calls, say nothing of a token. */
const refusal = /^(?:GHL|GoHighLevel) answered 4(?!29)\d\d\b/;
