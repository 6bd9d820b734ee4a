import OpenAI from 'openai';
import { authorAnswer } from '../../packages/shared/src/author/index.ts';
import { createOpenai } from '../../packages/integrations/src/openai/index.ts';
import { openOpenaiServer } from '../../packages/integrations/src/testing/openai-server.ts';
import { buildPrompt, type Prompt } from '../../packages/core/src/assistants/prompts/build-prompt.ts';
import { median } from '../row.ts';
import { modelAnswer } from './answer.ts';

const warmUp = 20;
const calls = 200;
const model = 'gpt-4o-mini';

/** The author's prompt and a streamed answer, through the adapter and through the bare SDK, in turns. Medians, in milliseconds. */
export async function measureAdapter(log: (line: string) => void): Promise<{ adapterMs: number; bareMs: number }> {
  const server = await openOpenaiServer();
  server.otherwise(modelAnswer);
  const adapter = createOpenai({ apiKey: 'bench', baseUrl: server.baseUrl });
  const bare = new OpenAI({ apiKey: 'bench', baseURL: server.baseUrl, maxRetries: 0 });
  const prompt = buildPrompt({ task: 'author', goal: 'A clinic with a pipeline, tags and texts', source: '' });
  const ways = { adapter: () => throughAdapter(adapter, prompt), bare: () => throughSdk(bare, prompt) };
  const samples = { adapter: [] as number[], bare: [] as number[] };
  try {
    for (let turn = -warmUp; turn < calls; turn += 1)
      // Whoever comes second finds the connection warm: they take turns in that too.
      for (const way of turn % 2 === 0 ? (['adapter', 'bare'] as const) : (['bare', 'adapter'] as const)) {
        const start = performance.now();
        const text = await ways[way]();
        if (turn >= 0) samples[way].push(performance.now() - start);
        if (text !== modelAnswer) throw new Error(`the ${way} gave another text`);
      }
  } finally {
    await adapter.stop();
    await server.close();
  }
  const [adapterMs, bareMs] = [median(samples.adapter), median(samples.bare)];
  log(`a call: ${adapterMs.toFixed(2)} ms through the adapter, ${bareMs.toFixed(2)} ms through the bare SDK`);
  return { adapterMs, bareMs };
}

async function throughAdapter(adapter: ReturnType<typeof createOpenai>, prompt: Prompt): Promise<string> {
  const { text } = await adapter.complete({
    operation: 'author',
    model,
    system: prompt.system,
    messages: prompt.messages,
    form: prompt.form,
    maxOutputTokens: prompt.maxOutputTokens,
    onText: () => {},
  });
  return text;
}

async function throughSdk(client: OpenAI, prompt: Prompt): Promise<string> {
  const { name, jsonSchema } = authorAnswer();
  const stream = await client.chat.completions.create({
    model,
    messages: [{ role: 'system', content: prompt.system }, ...prompt.messages],
    response_format: { type: 'json_schema', json_schema: { name, strict: true, schema: { ...jsonSchema } } },
    max_completion_tokens: prompt.maxOutputTokens,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  return text;
}
