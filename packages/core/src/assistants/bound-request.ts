import { AppError } from '@groundwork/shared';
import type { AssistantRequest } from '@groundwork/shared/views';
import { refuseOversized } from '../blueprints/check-blueprint.ts';

/** Longer ones fill a model's window, and cost more than they bring. */
const maxSourceBytes = 60_000;
const maxWords = 8_000;
const maxReplies = 20;

/** Refuses what nobody asks by hand, before anything is read or spent. */
export function boundRequest(request: AssistantRequest): void {
  if ('source' in request) refuseOversized(request.source);
  const said = wordsOf(request);
  const tooLong = said.find((words) => words.length > maxWords);
  if (tooLong !== undefined)
    throw new AppError(
      'BAD_REQUEST',
      `That is ${tooLong.length} characters long; at most ${maxWords} are taken. Say it in fewer words.`,
    );
  if (said.length > 1 + 2 * maxReplies)
    throw new AppError('BAD_REQUEST', `More than ${maxReplies} answers came along. Ask again from the start.`);
}

export const isTooLongForModel = (source: string): boolean => Buffer.byteLength(source) > maxSourceBytes;

/** What the composer reads, a model may not: it is told of a text by the whole text. */
export function refuseTooLongForModel(source: string): void {
  if (!isTooLongForModel(source)) return;
  const bytes = Buffer.byteLength(source);
  throw new AppError(
    'BLUEPRINT_TOO_LARGE',
    `The blueprint has ${bytes.toLocaleString('en-US')} bytes, and the language model reads at most ${maxSourceBytes.toLocaleString('en-US')}. Split it in two, or ask about a part of it.`,
  );
}

function wordsOf(request: AssistantRequest): string[] {
  if (request.task === 'explain') return [request.question];
  if (request.task !== 'author') return [];
  return [request.goal, ...(request.answers ?? []).flatMap(({ question, answer }) => [question, answer])];
}
