import { APIConnectionError, APIError, OpenAIError } from 'openai';
import { ServiceError, isNetworkError } from '../service-error.ts';
import type { ServiceErrorOptions } from '../service-error.ts';
import type { CompletionRequest } from './language-model.ts';

export const serviceName = 'openai';

/** What a failed call was about; `title` is what messages call the provider. */
export interface Asked extends Pick<CompletionRequest, 'operation' | 'model'> {
  title: string;
}

type Detail = Pick<Partial<ServiceErrorOptions>, 'status' | 'traceId' | 'retryAfterMs'>;

/** Another try, or another hour, may succeed. */
export const outage = ({ operation }: Asked, message: string, detail: Detail = {}): ServiceError =>
  failure(operation, 'AI_UNAVAILABLE', message, detail);

/** Nothing changes until a person does something. */
export const rejection = ({ operation }: Asked, message: string, detail: Detail = {}): ServiceError =>
  failure(operation, 'AI_REJECTED', message, detail);

/**
 * Types what the SDK throws. Neither its message nor its cause goes on: they may quote the key or the prompt.
 * A failure of the connection is returned as it is, for the policy to name.
 */
export function openaiFailure(error: unknown, asked: Asked): unknown {
  if (error instanceof ServiceError) return error;
  if (error instanceof APIConnectionError) {
    return isNetworkError(error.cause)
      ? error.cause
      : outage(asked, `${asked.title} could not be reached. Try again later.`);
  }
  if (isNetworkError(error)) return outage(asked, `${asked.title} broke off in the middle of its answer. Try again.`);
  if (error instanceof APIError) return refusalOf(error, asked);
  if (error instanceof SyntaxError)
    return outage(asked, `${asked.title} sent an answer that cannot be read. Try again.`);
  return error;
}

/** A request that could not even be made, e.g. as the key holds what no HTTP header may. The cause would quote it. */
export const notSendable = (error: unknown, asked: Asked): unknown =>
  error instanceof OpenAIError || isAbort(error)
    ? error
    : rejection(asked, `${asked.title} could not be asked. Check OPENAI_API_KEY and OPENAI_BASE_URL.`);

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** https://developers.openai.com/api/docs/guides/error-codes */
function refusalOf(error: APIError, asked: Asked): ServiceError {
  const { title, model } = asked;
  const status: number | undefined = error.status;
  const code = error.code ?? error.type;
  const detail = { status, traceId: error.requestID ?? undefined };
  const reject = (message: string) => rejection(asked, message, detail);

  if (code === 'insufficient_quota' || code === 'billing_hard_limit_reached') {
    return reject(
      `${title} says that the account behind the key has no credit left. Add credit or raise its limit there.`,
    );
  }
  if (status === undefined || status >= 500 || status === 408 || status === 409 || status === 429) {
    const said =
      status === 429 ? 'takes no more calls right now' : status === undefined ? 'broke off' : `answered ${status}`;
    const retryAfterMs = waitOf(error.headers);
    const when = retryAfterMs ? `in ${Math.ceil(retryAfterMs / 1_000)} seconds` : 'later';
    return outage(asked, `${title} ${said}. Try again ${when}.`, { ...detail, retryAfterMs });
  }
  if (status === 401) return reject(`${title} does not accept the key. Check OPENAI_API_KEY.`);
  if (status === 403)
    return reject(`${title} does not let this key use the model ${model}. Check the key's permissions.`);
  if (status === 404) {
    return reject(
      `${title} does not know the model ${model}. Check OPENAI_MODEL, and that OPENAI_BASE_URL ends as it should (mostly in /v1).`,
    );
  }
  if (status === 413 || code === 'context_length_exceeded') {
    return reject(
      `This is too long for the model ${model}. Ask about less, or name a model with a longer context in OPENAI_MODEL.`,
    );
  }
  if (concernsForm(error)) {
    return reject(
      `${title} does not take the form in which the model ${model} has to answer. OPENAI_MODEL has to name a model with structured output (a strict JSON schema).`,
    );
  }
  return reject(
    `${title} refused the request for the model ${model} (${[status, ...wordsOf(error)].join(', ')}). Check OPENAI_MODEL and OPENAI_BASE_URL.`,
  );
}

const concernsForm = ({ param, error }: APIError): boolean =>
  (param ?? '').startsWith('response_format') || /response_format|json_schema/.test(JSON.stringify(error ?? ''));

/** The provider's own short words for what is wrong, never its sentences. */
const wordsOf = ({ code, param }: APIError): string[] =>
  [code, param].filter((word): word is string => typeof word === 'string' && /^[a-z][a-z0-9_.[\]]{0,63}$/.test(word));

/** Milliseconds, seconds or a date. */
function waitOf(headers: Headers | undefined): number | undefined {
  const exact = Number(headers?.get('retry-after-ms') || NaN);
  const after = headers?.get('retry-after') || 'unsaid';
  const inSeconds = Number.isNaN(Number(after)) ? Date.parse(after) - Date.now() : Number(after) * 1000;
  const ms = Number.isNaN(exact) ? inSeconds : exact;
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined;
}

const failure = (
  operation: string,
  code: 'AI_UNAVAILABLE' | 'AI_REJECTED',
  message: string,
  detail: Detail,
): ServiceError =>
  new ServiceError({
    service: serviceName,
    operation,
    code,
    message,
    retryable: code === 'AI_UNAVAILABLE',
    outcome: 'not-applied',
    ...detail,
  });
