import type { ChatRequest } from './openai-server.ts';

/** Roughly as OpenAI counts; a system prompt that was seen before counts as cached. */
export function usageOf(request: ChatRequest, answer: string, seenSystems: Set<string>) {
  const system = request.messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(({ content }) => content)
    .join('\n');
  const cached = system !== '' && seenSystems.has(system) ? tokens(system) : 0;
  seenSystems.add(system);
  const prompt = request.messages.reduce((sum, { content }) => sum + tokens(content) + 4, 0);
  const completion = tokens(answer);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
}

const tokens = (text: string): number => Math.ceil(text.length / 4);
