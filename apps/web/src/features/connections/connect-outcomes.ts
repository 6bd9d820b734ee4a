import type { ConnectResult } from './connect-results.ts';

export interface ConnectOutcome {
  title: string;
  /** What happened, for somebody who has never heard of Groundwork. */
  what: string;
  /** What to do next. */
  next: string;
}

/** The texts of the page a link to connect ends on. `code` says more where there is more to say. */
export function explainConnect(result: ConnectResult, code: string | null): ConnectOutcome {
  switch (result) {
    case 'ok':
      return {
        title: 'Connected',
        what: 'Your GoHighLevel account is connected to Groundwork, the tool the sender of the link sets accounts up with.',
        next: 'You are done and can close this page. Whoever sent you the link sees it at once.',
      };
    case 'other-account':
      return {
        title: 'That was another account',
        what: `${named(mixUps, code) ?? 'The link is for one certain GoHighLevel account, and another one was chosen.'} The account it is for was not connected by this.`,
        next: 'Open the link again and choose the account you were asked to connect. If you do not see it there, sign in to GoHighLevel as somebody who administers it, or ask the sender which one is meant.',
      };
    case 'denied':
      return {
        title: 'Nothing was connected',
        what: 'GoHighLevel was told not to allow it, so nothing has changed in your account.',
        next: 'If that was by mistake, open the link again and allow access. If you are not sure what it is for, ask whoever sent it to you.',
      };
    case 'failed':
      return {
        title: 'That did not work',
        what: `${named(reasons, code) ?? 'Something went wrong on the way.'} It is not certain that your GoHighLevel account is connected.`,
        next: 'Wait a minute, then open the link you were sent again, exactly as it is. If it stays, tell the sender of the link what stands here.',
      };
  }
}

const mixUps: Record<string, string> = {
  OTHER_AGENCY: 'The link is for one certain agency in GoHighLevel, and an account of another one was chosen.',
  OTHER_LOCATION: 'The link is for one certain sub-account in GoHighLevel, and another one was chosen.',
  AGENCY_INSTEAD: 'The link is for one sub-account in GoHighLevel, and the whole agency was chosen.',
  LOCATION_INSTEAD: 'The link is for a whole agency in GoHighLevel, and a single sub-account was chosen.',
};

const reasons: Record<string, string> = {
  LINK_INVALID: 'The link is not complete.',
  SIGN_IN_EXPIRED: 'It took too long: for your safety the page in GoHighLevel is good for some minutes only.',
  TICKET_INVALID: 'This page was loaded twice, or opened in another browser than the one where you began.',
  CODE_REFUSED: 'GoHighLevel did not accept the answer of its own page, as happens when that is opened twice.',
  GHL_UNAVAILABLE: 'GoHighLevel does not answer at the moment.',
  GHL_REJECTED: 'GoHighLevel refused it.',
  OAUTH_UNAVAILABLE: 'The service that keeps the connection does not answer at the moment.',
  RATE_LIMITED: 'There were too many attempts in a short time.',
};

/** The code comes from the address, and may be any text. */
const named = (texts: Record<string, string>, code: string | null) =>
  code !== null && Object.hasOwn(texts, code) ? texts[code] : undefined;
