import type OpenAI from 'openai';
import type { Completion } from './language-model.ts';

export interface Answer {
  text: string;
  /** Null: the stream ended without saying that it had ended. */
  finish: Completion['finish'] | null;
  model: string | null;
  usage: OpenAI.CompletionUsage | null;
}

export interface Reading {
  /** Reading stops here, whatever the provider still sends. */
  maxChars: number;
  /** At every part of the answer; `begun` once it holds text. */
  onPart: (begun: boolean) => void;
  onText?: ((text: string) => void) | undefined;
  signal: AbortSignal;
}

/** Puts a streamed answer together. */
export async function readAnswer(
  chunks: AsyncIterable<OpenAI.ChatCompletionChunk>,
  { maxChars, onPart, onText, signal }: Reading,
): Promise<Answer> {
  const answer: Answer = { text: '', finish: null, model: null, usage: null };
  let refusal = '';
  try {
    for await (const { choices, model, usage } of chunks) {
      signal.throwIfAborted();
      answer.model ??= model || null;
      answer.usage = usage ?? answer.usage;
      const choice = choices?.[0];
      const said = choice?.delta?.content ?? '';
      answer.text += said;
      refusal += choice?.delta?.refusal ?? '';
      onPart(answer.text !== '' || refusal !== '');
      if (answer.text.length + refusal.length > maxChars) {
        return { ...answer, text: answer.text.slice(0, maxChars), finish: 'length' };
      }
      if (said !== '') onText?.(answer.text);
      if (choice?.finish_reason) answer.finish = meaningOf(choice.finish_reason);
    }
  } catch (error) {
    // The answer is whole; what is lost is how many tokens it took.
    if (answer.finish === null || signal.aborted) throw error;
  }
  if (answer.finish === 'refused') return { ...answer, text: refusal };
  return refusal === '' ? answer : { ...answer, text: refusal, finish: answer.finish && 'refused' };
}

/** A filter's verdict counts as a refusal. Other servers have more words for an end than OpenAI: they all mean stop. */
const meaningOf = (reason: string): Completion['finish'] =>
  reason === 'length' ? 'length' : reason === 'content_filter' ? 'refused' : 'stop';
