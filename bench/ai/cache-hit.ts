import { askAssistant } from '../../packages/core/src/assistants/ask-assistant.ts';
import { readAssistantModels } from '../../packages/core/src/assistants/assistant-models.ts';
import type { Context } from '../../packages/core/src/context.ts';
import { createOpenai } from '../../packages/integrations/src/openai/index.ts';
import { openOpenaiServer } from '../../packages/integrations/src/testing/openai-server.ts';
import type { AssistantAnswer } from '../../packages/shared/src/views/assistant.ts';
import { percentile } from '../row.ts';
import { modelAnswer } from './answer.ts';
import { openAgency } from './open-agency.ts';

const warmUp = 30;
const questions = 300;

/** All that a question takes whose answer is kept: limits, prompt, mask, look-up, checks, plan and ledger. In milliseconds. */
export async function measureCacheHit(log: (line: string) => void): Promise<{ p95: number; selectP95: number }> {
  const server = await openOpenaiServer();
  const model = createOpenai({ apiKey: 'bench', baseUrl: server.baseUrl });
  const agency = await openAgency({ model, models: readAssistantModels('').models, monthlyTokens: 10_000_000 }, log);
  try {
    server.next(modelAnswer);
    requireFrom(await ask(agency.ctx), 'model');
    const { db } = agency.ctx;
    const kept = await db.selectFrom('assistant_answers').select(['agency_id', 'key']).executeTakeFirstOrThrow();
    const asked: number[] = [];
    const selected: number[] = [];
    for (let turn = -warmUp; turn < questions; turn += 1) {
      const { ctx } = agency;
      const start = performance.now();
      const answer = await ask(ctx);
      const between = performance.now();
      await db
        .selectFrom('assistant_answers')
        .where('agency_id', '=', kept.agency_id)
        .where('key', '=', kept.key)
        .select(['answer', 'saved_tokens'])
        .executeTakeFirstOrThrow();
      const end = performance.now();
      requireFrom(answer, 'cache');
      if (turn < 0) continue;
      asked.push(between - start);
      selected.push(end - between);
    }
    log(
      `cache hit: p50 ${percentile(asked, 50).toFixed(1)} ms, p95 ${percentile(asked, 95).toFixed(1)} ms; a bare SELECT of its row: p50 ${percentile(selected, 50).toFixed(2)} ms`,
    );
    return { p95: percentile(asked, 95), selectP95: percentile(selected, 95) };
  } finally {
    await model.stop();
    await agency.close();
    await server.close();
  }
}

async function ask(ctx: Context): Promise<AssistantAnswer> {
  const request = { task: 'author', goal: 'A clinic with a pipeline, tags and texts', source: '' } as const;
  for await (const event of askAssistant(ctx, request, new AbortController().signal))
    if (event.type === 'answer') return event.answer;
  throw new Error('there was no answer');
}

/** Another path measured would say nothing. */
function requireFrom({ kind, origin }: AssistantAnswer, source: 'model' | 'cache'): void {
  if (kind === 'proposal' && origin.source === source) return;
  throw new Error(
    `expected a proposal from the ${source}, got ${kind} from ${origin.source}: ${origin.fallback ?? ''}`,
  );
}
