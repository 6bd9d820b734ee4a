import type { LocationFacts } from '@groundwork/shared/bridge';
import type { ConnectionHealth, Verdict } from '@groundwork/shared/views';

/** `runs-out`: broken, but its last token is not over, and works unless GHL has ended it as well. */
export type CarrierHealth = ConnectionHealth | 'runs-out';

/** How the grants are that may speak for a location: its agency's, and one of its own. Null where there is none. */
export interface Carriers {
  agency: CarrierHealth | null;
  own: CarrierHealth | null;
}

/** What is the case with a location. */
export function judgeLocation({ state, token }: Pick<LocationFacts, 'state' | 'token'>, carriers: Carriers): Verdict {
  switch (state) {
    case 'deleted':
      return { health: 'ended', what: 'The sub-account was deleted in GoHighLevel.', next: null };
    case 'moved':
      return {
        health: 'ended',
        what: 'The sub-account now belongs to another agency.',
        next: 'If it shall still be managed, that agency has to connect Groundwork.',
      };
    case 'uninstalled':
      return {
        health: 'ended',
        what: 'Groundwork is not installed on this sub-account.',
        next: 'If it shall be managed, install the app on it in GoHighLevel. Groundwork notices by itself.',
      };
    case 'paused':
      return {
        health: 'broken',
        what: 'The sub-account is paused in GoHighLevel, which gives no token for it.',
        next: 'Make it active again in GoHighLevel. Groundwork notices by itself; jobs that failed can then be retried.',
      };
    case 'active':
      return judgeActive(token, carriers);
  }
}

function judgeActive(token: LocationFacts['token'], { agency, own }: Carriers): Verdict {
  if ([agency, own].some((health) => health === 'healthy' || health === 'attention'))
    return {
      health: 'healthy',
      what: token ? 'Works, with a token at hand.' : 'Works. A token is asked for when one is needed.',
      next: null,
    };
  const whose = agency === null && own !== null ? 'sub-account' : 'agency';
  // Its own token outlives the one that it was minted with.
  const mayGoOn = agency === 'runs-out' || own === 'runs-out' || (agency === 'broken' && token !== null);
  return {
    health: 'broken',
    what: mayGoOn
      ? `The connection of its ${whose} does not work, so there is no new token for it. The last one may work for some hours more.`
      : `The connection of its ${whose} does not work, so there is no token for it.`,
    next: `Connect the ${whose} again. This sub-account then works again by itself.`,
  };
}
