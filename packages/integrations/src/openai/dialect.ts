import { BadRequestError, UnprocessableEntityError } from 'openai';
import type OpenAI from 'openai';
import type { CompletionRequest } from './language-model.ts';

type Body = OpenAI.ChatCompletionCreateParamsStreaming;
/** What an answer does not depend on, by its name on the wire. */
type Extras = Partial<Record<keyof Body, unknown>>;

/** How a server wants to be asked. What it, or one of its models, does not take is left out from then on. */
export interface Dialect {
  bodyOf(request: CompletionRequest): Body;
  /** True when the refusal named something that can be left out: ask again. */
  learn(request: CompletionRequest, refusal: unknown): boolean;
}

export function createDialect(isOpenai: boolean): Dialect {
  const refused = new Map<string, Set<string>>();

  const extrasOf = (request: CompletionRequest): [string, unknown][] => {
    const without = refused.get(request.model);
    const wanted = Object.entries(isOpenai ? openaiExtras(request) : plainExtras(request));
    const taken = wanted.filter(([name, value]) => value !== undefined && !without?.has(name));
    return [...taken, ...otherLimit(request, without)];
  };

  return {
    bodyOf: (request) => ({
      model: request.model,
      messages: [{ role: 'system', content: request.system }, ...request.messages],
      stream: true,
      ...(request.form
        ? { response_format: { type: 'json_schema', json_schema: { ...request.form, strict: true } } }
        : {}),
      ...Object.fromEntries(extrasOf(request)),
    }),
    learn: (request, refusal) => {
      if (!(refusal instanceof BadRequestError || refusal instanceof UnprocessableEntityError)) return false;
      const named = extrasOf(request)
        .map(([name]) => name)
        .filter((name) => refusal.param === name || quotes(refusal.error, name));
      if (named.length === 0) return false;
      refused.set(request.model, new Set([...(refused.get(request.model) ?? []), ...named]));
      return true;
    },
  };
}

/** Low, as a blueprint is no place for invention. Reasoning models take no temperature: they are asked without one. */
const temperature = 0.2;

/** Without it a server may not say what an answer took: then it is estimated. */
const stream_options = { include_usage: true };

const openaiExtras = ({ operation, maxOutputTokens, userHash }: CompletionRequest): Extras => ({
  stream_options,
  temperature,
  max_completion_tokens: maxOutputTokens,
  safety_identifier: userHash,
  prompt_cache_key: operation,
  store: false,
});

/** Ollama and LM Studio know the limit by its old name alone; vLLM and llama.cpp know both; others refuse names they never heard. */
const plainExtras = ({ maxOutputTokens, userHash }: CompletionRequest): Extras => ({
  stream_options,
  temperature,
  max_tokens: maxOutputTokens,
  user: userHash,
});

/** A model that refused one name of the limit gets the other. */
function otherLimit({ maxOutputTokens }: CompletionRequest, without: Set<string> | undefined): [string, number][] {
  const names = ['max_completion_tokens', 'max_tokens'];
  if (!names.some((name) => without?.has(name))) return [];
  return names.filter((name) => !without?.has(name)).map((name) => [name, maxOutputTokens]);
}

const quotes = (error: unknown, name: string): boolean =>
  new RegExp(`["'\`]${name}["'\`]`).test(JSON.stringify(error ?? '').replaceAll('\\"', '"'));
