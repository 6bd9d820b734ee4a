import type { AssistantEvent, AssistantRequest } from '@groundwork/shared/views';
import { TRPCClientError } from '@trpc/client';
import { client } from '../../trpc.ts';

/**
 * Asks, and hands on what comes until the answer has come. Ending the signal ends the question at the provider too, and is no
 * failure; a line that breaks off before the answer is one.
 */
export async function followAnswer(
  request: AssistantRequest,
  signal: AbortSignal,
  onEvent: (event: AssistantEvent) => void,
): Promise<void> {
  try {
    for await (const event of await client.assistant.ask.mutate(inputOf(request), { signal })) {
      if (signal.aborted) return;
      onEvent(event);
      if (event.type === 'answer') return;
    }
    throw new TRPCClientError('The line broke off before the answer.');
  } catch (error) {
    if (signal.aborted) return;
    throw error instanceof TRPCClientError ? error : TRPCClientError.from(error instanceof Error ? error : {});
  }
}

type AskInput = Parameters<typeof client.assistant.ask.mutate>[0];

const inputOf = (request: AssistantRequest): AskInput =>
  request.task === 'author' ? { ...request, answers: request.answers && [...request.answers] } : request;
