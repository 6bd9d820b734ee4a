import type { ErrorCode, Issue } from '@groundwork/shared';
import type { WriteOutcome } from '../service-error.ts';

/** What an answer outside 2xx means. GHL's status alone says little: a 401 may be the token, a scope, a header or a path. */
export interface Refusal {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  outcome: WriteOutcome;
  /** The token itself may be what GHL refuses: another one is worth one try. */
  token?: 'refused' | 'perhaps';
  duplicate?: boolean;
  issues?: Issue[];
}

interface Rule {
  status: (status: number) => boolean;
  text?: RegExp;
  refusal: (said: string, messages: string[]) => Refusal;
}

/** Types an answer by status and text, never by status alone. `body` is parsed JSON, or null for HTML and empty answers. */
export function readRefusal(status: number, body: unknown): Refusal {
  const messages = messagesOf(body);
  const said = messages.join(' ');
  const rule = rules.find((candidate) => candidate.status(status) && (candidate.text?.test(said) ?? true));
  if (!rule) throw new TypeError(`No rule for status ${status}.`);
  return rule.refusal(said === '' ? `status ${status}` : `"${said}"`, messages);
}

const is = (wanted: number) => (status: number) => status === wanted;
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 404 && status !== 408;
const reconnect = 'An admin of the agency has to connect GoHighLevel again.';

const notApplied = (code: ErrorCode, message: string): Refusal => ({
  code,
  message,
  retryable: false,
  outcome: 'not-applied',
});

/** First match wins. 401, 403, 404 of a route and a paused sub-account are the only refusals after which GHL surely did nothing. */
const rules: Rule[] = [
  {
    // Undocumented, but seen for a sub-account that is suspended or not active.
    status: is(400),
    text: /location is not active/i,
    refusal: (said) =>
      notApplied(
        'ACCOUNT_PAUSED',
        `GoHighLevel has paused this sub-account (${said}): nothing can be read or written there. Make it active again in GoHighLevel, then try again.`,
      ),
  },
  {
    // A mis-cased path is 401 from GHL's gateway, and some validation errors are 401 with a code of their own.
    status: is(401),
    text: /\bversion\b|\b(route|path)\b|\biam\b|authClass|^Cannot (GET|POST|PUT|PATCH|DELETE) |COMMON_\w+/i,
    refusal: (said) => notApplied('GHL_REJECTED', `GoHighLevel does not accept the way we called it: ${said}.`),
  },
  {
    status: is(401),
    text: /\bscopes?\b/i,
    refusal: (said) =>
      notApplied('RECONNECT_NEEDED', `GoHighLevel says that our access lacks a permission: ${said}. ${reconnect}`),
  },
  {
    status: (status) => status === 401 || status === 403,
    text: /does not have access to this location/i,
    refusal: () =>
      notApplied(
        'NOT_INSTALLED',
        'GoHighLevel says that our access does not cover this sub-account. Install the app there.',
      ),
  },
  {
    // highlevel-api-docs issue #205: an unknown user is a 401.
    status: is(401),
    text: /does not exist/i,
    refusal: (said) => notApplied('NOT_FOUND', `GoHighLevel does not hold this object: ${said}.`),
  },
  {
    status: is(401),
    text: /jwt|token|expired/i,
    refusal: (said) => ({
      ...notApplied('RECONNECT_NEEDED', `GoHighLevel no longer accepts our access: ${said}. ${reconnect}`),
      token: 'refused',
    }),
  },
  {
    status: is(401),
    refusal: (said) => ({
      ...notApplied('GHL_REJECTED', `GoHighLevel refused our access: ${said}.`),
      token: 'perhaps',
    }),
  },
  {
    status: is(403),
    text: /./,
    refusal: (said) => notApplied('GHL_REJECTED', `GoHighLevel does not allow this call: ${said}.`),
  },
  {
    // No text: a page of the network in front of GHL (Cloudflare 1010).
    status: is(403),
    refusal: () => ({
      ...notApplied('GHL_UNAVAILABLE', 'The network in front of GoHighLevel blocked the call.'),
      retryable: true,
    }),
  },
  {
    status: is(404),
    text: /^Cannot (GET|POST|PUT|PATCH|DELETE) /,
    refusal: (said) => notApplied('GHL_REJECTED', `GoHighLevel does not know this operation: ${said}.`),
  },
  {
    // Without a text it is a page of the network in front of GHL, which knows no objects: falls to the last rule.
    status: is(404),
    text: /./,
    refusal: (said) => unsure('NOT_FOUND', `GoHighLevel does not hold this object: ${said}.`),
  },
  {
    status: is(429),
    refusal: () => ({
      ...notApplied('RATE_LIMITED', 'GoHighLevel accepts no more calls for this account right now. Try again later.'),
      retryable: true,
    }),
  },
  {
    status: isRefusal,
    text: /already\s+exist|duplicate/i,
    refusal: (said) => ({
      ...unsure('GHL_REJECTED', `GoHighLevel holds such an object already: ${said}.`),
      duplicate: true,
    }),
  },
  {
    status: isRefusal,
    refusal: (said, messages) => ({
      ...unsure('GHL_REJECTED', `GoHighLevel refused the request: ${said}. Correct what it names, then try again.`),
      issues: messages.length > 1 ? messages.map((message) => ({ message })) : [],
    }),
  },
  {
    status: () => true,
    refusal: (said) => ({
      ...unsure('GHL_UNAVAILABLE', `GoHighLevel could not answer (${said}). Try again later.`),
      retryable: true,
    }),
  },
];

/** A refused write may have happened all the same (seen: a create answered 422 and was stored). */
function unsure(code: ErrorCode, message: string): Refusal {
  return { code, message, retryable: false, outcome: 'unknown' };
}

/** GHL's `message` is a text or a list of texts; some services say `error`, or `error.message`, or add a `code`. */
function messagesOf(body: unknown): string[] {
  if (body === null || typeof body !== 'object') return [];
  const { message, error, code } = body as Record<string, unknown>;
  const texts = [...textsOf(message), ...(typeof code === 'string' ? [code] : [])];
  if (texts.length > 0) return texts;
  return typeof error === 'object' ? messagesOf(error) : textsOf(error);
}

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((text): text is string => typeof text === 'string' && text !== '');
