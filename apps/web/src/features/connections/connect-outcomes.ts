import type { ConnectResult } from './connect-results.ts';

export interface ConnectOutcome {
  title: string;
  /** What happened, for somebody who has never heard of Groundwork. */
  what: string;
  /** What to do next. */
  next: string;
}

const outcomes: Record<Exclude<ConnectResult, 'failed'>, ConnectOutcome> = {
  ok: {
    title: 'Connected',
    what: 'Your GoHighLevel account is connected to Groundwork, the tool the sender of the link sets accounts up with.',
    next: 'You are done and can close this page. Whoever sent you the link sees it at once.',
  },
  'other-account': {
    title: 'That was another account',
    what: 'The link is for one certain GoHighLevel account, and another one was chosen. The account it is for is not connected yet.',
    next: 'Open the link again and choose the account you were asked to connect. If you do not see it there, sign in to GoHighLevel as somebody who administers it, or ask the sender which one is meant.',
  },
  denied: {
    title: 'Nothing was connected',
    what: 'GoHighLevel was told not to allow it, so nothing has changed in your account.',
    next: 'If that was by mistake, open the link again and allow access. If you are not sure what it is for, ask whoever sent it to you.',
  },
};

const reasons: Record<string, string> = {
  SIGN_IN_EXPIRED: 'It took too long: for your safety the page in GoHighLevel is good for some minutes only.',
  TICKET_INVALID: 'This page was loaded twice, or opened in another browser than the one where you began.',
  CODE_REFUSED: 'GoHighLevel did not accept the answer of its own page, as happens when that is opened twice.',
  BAD_REQUEST: 'The link is not complete.',
  GHL_UNAVAILABLE: 'GoHighLevel does not answer at the moment.',
  GHL_REJECTED: 'GoHighLevel refused it.',
  OAUTH_UNAVAILABLE: 'The service that keeps the connection does not answer at the moment.',
  RATE_LIMITED: 'There were too many attempts in a short time.',
};

export function explainConnect(result: ConnectResult, code: string | null): ConnectOutcome {
  if (result !== 'failed') return outcomes[result];
  const reason = code !== null && Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return {
    title: 'That did not work',
    what: `${reason ?? 'Something went wrong on the way.'} Your GoHighLevel account was not connected.`,
    next: 'Wait a minute, then open the link you were sent again, exactly as it is. If it stays, tell the sender of the link what stands here.',
  };
}
