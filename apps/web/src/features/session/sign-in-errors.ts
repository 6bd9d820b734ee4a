export interface SignInError {
  title: string;
  advice: string;
}

const errors: Record<string, SignInError> = {
  ACCESS_DENIED: {
    title: 'GoHighLevel was not given consent',
    advice: 'Groundwork cannot work without it. Continue again and allow access when GoHighLevel asks.',
  },
  SIGN_IN_EXPIRED: {
    title: 'The sign-in took too long',
    advice: 'For your safety a sign-in is good for some minutes only. Start again below.',
  },
  CODE_REFUSED: {
    title: 'GoHighLevel did not accept the sign-in',
    advice: 'Its code was used already or had run out, as happens when a page is opened twice. Start again below.',
  },
  USER_UNKNOWN: {
    title: 'GoHighLevel did not say who you are',
    advice: 'The app is installed, but signing in needs a person. Start again below.',
  },
  TICKET_INVALID: {
    title: 'This sign-in was already used or has expired',
    advice: 'It happens when the last page is reloaded or opened twice. Start again below.',
  },
  SIGN_IN_FAILED: {
    title: 'This GoHighLevel user cannot sign in',
    advice:
      'Only an admin of the agency can, with the agency chosen (not a single sub-account). Ask an agency admin, or sign in as one.',
  },
  FORBIDDEN: {
    title: 'You no longer have access to this agency',
    advice: 'An admin removed you. Ask one to invite you again; the link brings you back with all you made.',
  },
  INVITATION_INVALID: {
    title: 'This link does not work any more',
    advice: 'It was used, replaced or revoked, or has run out. Ask who sent it for a new one.',
  },
  NOT_INSTALLED: {
    title: 'Groundwork is not installed for this agency',
    advice: 'Continue below and choose your agency, so that GoHighLevel installs it.',
  },
  RECONNECT_NEEDED: {
    title: 'GoHighLevel no longer accepts the connection',
    advice: 'It was revoked or has run out. Continue below to connect again; nothing of your work is lost.',
  },
  GHL_UNAVAILABLE: {
    title: 'GoHighLevel does not answer',
    advice: 'Nothing is wrong with your account. Wait a minute, then try again.',
  },
  GHL_REJECTED: {
    title: 'GoHighLevel refused the sign-in',
    advice: 'Try again. If it stays, an agency admin should remove and reinstall the app there.',
  },
  OAUTH_UNAVAILABLE: {
    title: 'The sign-in service does not answer',
    advice: 'It is a part of Groundwork and is likely restarting. Try again in a minute.',
  },
  RATE_LIMITED: { title: 'Too many attempts', advice: 'Wait a minute, then try again.' },
  UNAUTHORIZED: { title: 'Your session has ended', advice: 'Sign in again; you return to where you were.' },
};

const unknown: SignInError = {
  title: 'The sign-in did not work',
  advice: 'Try again. If it stays, report the code below.',
};

export const explainSignInError = (code: string): SignInError =>
  (Object.hasOwn(errors, code) ? errors[code] : undefined) ?? unknown;
