/**
 * What a refusal means for the grant. `final`: the token presented is spent or revoked. `scope`: the grant lives but lacks
 * a permission. `access-token`: the access token is too old or revoked, another may do. `paused`: GHL has taken the location
 * out of service for now. `not-installed`: the app is not on that location. `app`: GHL refuses our app's id, secret or form
 * of asking, which nobody's grant can help. `too-many`: later. `transient`: nothing follows from it, the grant stays.
 */
export type RefusalClass =
  | 'final'
  | 'scope'
  | 'access-token'
  | 'paused'
  | 'not-installed'
  | 'app'
  | 'too-many'
  | 'transient';

export interface Refusal {
  class: RefusalClass;
  status: number;
  /** GHL's own words, shortened, with anything that looks like a token blanked. Empty for HTML and for no body. */
  said: string;
}

/** The token endpoint: POST /oauth/token. Only what this list names is final (GHL publishes no list: API issue #249). */
export function readTokenRefusal(status: number, body: unknown): Refusal {
  const { codes, said } = wordsOf(body);
  return { class: classOfTokenAnswer(status, codes, said), status, said };
}

/** Calls made with an access token. A 401 speaks of scopes, versions and paths too: only its text tells (GHL docs: errors). */
export function readCallRefusal(status: number, body: unknown): Refusal {
  const { said } = wordsOf(body);
  // The name of the status stands before every 401, whatever it is about.
  return { class: classOfCall(status, said.replace(/^unauthorized: /i, '')), status, said };
}

/**
 * Asking for a location's token. How GHL refuses it where the app is not installed is not documented (400, 401 or 403):
 * any words that are not about something else say so. A page of a gateway and an empty answer say nothing.
 */
export function readMintRefusal(refusal: Refusal): Refusal {
  const saysNo = [400, 401, 403, 404, 422].includes(refusal.status) && refusal.said !== '';
  const isElsewhere = refusal.class !== 'transient' || aboutTheCall.test(refusal.said);
  return saysNo && !isElsewhere ? { ...refusal, class: 'not-installed' } : refusal;
}

function classOfTokenAnswer(status: number, codes: string[], said: string): RefusalClass {
  if (status === 429) return 'too-many';
  if (isPaused(status, said)) return 'paused';
  if (status !== 400 && status !== 401) return 'transient';
  if (codes.includes('invalid_grant')) return 'final';
  if (codes.some((code) => appCodes.includes(code))) return 'app';
  return namesRefreshToken.test(said) && namesItsEnd.test(said) ? 'final' : 'transient';
}

function classOfCall(status: number, said: string): RefusalClass {
  if (status === 429) return 'too-many';
  if (isPaused(status, said)) return 'paused';
  if (status !== 401) return 'transient';
  if (/not (authorized|allowed).*scope/i.test(said)) return 'scope';
  if (aboutTheCall.test(said) || /does not have access/i.test(said)) return 'transient';
  return /jwt|token|expired|^\W*unauthori[sz]ed\W*$/i.test(said) ? 'access-token' : 'transient';
}

/** GHL docs, API issue #249: a suspended or inactive sub-account; it may come back. */
const isPaused = (status: number, said: string): boolean =>
  status >= 400 && status < 500 && /\b(location|sub-?account) is (not active|inactive|suspended|paused)\b/i.test(said);

/** The version header, the path (a mis-cased one is refused by the gateway, IAM), the route, or a value that is missing. */
const aboutTheCall =
  /version header|\bIAM\b|\bCannot (GET|POST)\b|COMMON_\w+|should not (exist|be empty)|must be an?\b/;

const namesRefreshToken = /refresh[ _-]?token/i;
const namesItsEnd = /invalid|already.*used|expired|revoked|not found/i;

/** RFC 6749, 5.2: all of its codes but `invalid_grant` are about the client and what it asked for. */
const appCodes = [
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_request',
];

function wordsOf(body: unknown): { codes: string[]; said: string } {
  if (body === null || typeof body !== 'object') return { codes: [], said: '' };
  const { error, error_description: description, message, code } = body as Record<string, unknown>;
  // The AIP form of GHL's v3: {error: {code, message}}.
  if (error !== null && typeof error === 'object') return wordsOf(error);
  const messages: unknown[] = Array.isArray(message) ? message : [message];
  const codes = [error, code].filter(isText);
  const said = [...codes, ...[description, ...messages].filter(isText)].join(': ');
  return { codes, said: blankSecrets(said).slice(0, 200) };
}

const isText = (part: unknown): part is string => typeof part === 'string' && part !== '';

const blankSecrets = (text: string): string => text.replaceAll(/[\w-]{24,}(\.[\w-]+)*/g, '[blanked]');
