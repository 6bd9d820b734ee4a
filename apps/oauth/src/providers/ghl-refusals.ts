/**
 * What a refusal means for the grant. `final`: the token presented is spent or revoked. `scope`: the grant lives but lacks
 * a permission. `access-token`: the access token is too old or revoked, another may do. `transient`: nothing follows from
 * it, the grant stays.
 */
export type RefusalClass = 'final' | 'scope' | 'access-token' | 'transient';

export interface Refusal {
  class: RefusalClass;
  status: number;
  /** GHL's own words, shortened, with anything that looks like a token blanked. */
  said: string;
}

/** The token endpoint: POST /oauth/token. Only what this list names is final (GHL publishes no list: API issue #249). */
export function readTokenRefusal(status: number, body: unknown): Refusal {
  const { code, said } = wordsOf(body);
  const endsGrant =
    (status === 400 || status === 401) &&
    (code === 'invalid_grant' || (namesRefreshToken.test(said) && namesItsEnd.test(said)));
  return { class: endsGrant ? 'final' : 'transient', status, said };
}

/** Calls made with an access token. A 401 speaks of scopes, versions and paths too: only its text tells (GHL docs: errors). */
export function readCallRefusal(status: number, body: unknown): Refusal {
  const { said } = wordsOf(body);
  return { class: classOfCall(status, said), status, said };
}

function classOfCall(status: number, said: string): RefusalClass {
  if (status !== 401) return 'transient';
  if (/not (authorized|allowed).*scope/i.test(said)) return 'scope';
  if (/version header|IAM/.test(said)) return 'transient';
  return /jwt|token|expired|unauthori[sz]ed/i.test(said) ? 'access-token' : 'transient';
}

const namesRefreshToken = /refresh[ _-]?token/i;
const namesItsEnd = /invalid|already.*used|expired|revoked|not found/i;

function wordsOf(body: unknown): { code: string; said: string } {
  if (body === null || typeof body !== 'object') return { code: '', said: '' };
  const { error, error_description: description, message } = body as Record<string, unknown>;
  if (error !== null && typeof error === 'object') return wordsOf(error);
  const texts = [error, description, ...(Array.isArray(message) ? message : [message])];
  const said = texts.filter((text): text is string => typeof text === 'string').join(': ');
  return { code: typeof error === 'string' ? error : '', said: blankSecrets(said).slice(0, 200) };
}

const blankSecrets = (text: string): string => text.replaceAll(/[\w-]{24,}(\.[\w-]+)*/g, '[blanked]');
