import { createOpenai } from '../../packages/integrations/src/openai/index.ts';
import { askAssistant } from '../../packages/core/src/assistants/ask-assistant.ts';
import { readAssistantModels } from '../../packages/core/src/assistants/assistant-models.ts';
import type { AssistantAnswer, AssistantRequest } from '../../packages/shared/src/views/assistant.ts';
import type { Context } from '../../packages/core/src/context.ts';
import { openAgency } from '../ai/open-agency.ts';
import { type Answerer, noTokens } from './answerer.ts';

/** Enough for the whole set, whatever the model: the budget has tests of its own. */
const monthlyTokens = 100_000_000;

/** A model as the product asks it: prompts, masks, forms and repairs included, with an empty agency's database behind. */
export async function modelAnswerer(options: {
  apiKey: string;
  baseUrl: string | undefined;
  models: string;
  log: (line: string) => void;
}): Promise<Answerer> {
  const { models, faults } = readAssistantModels(options.models);
  if (faults.length > 0) throw new Error(`OPENAI_MODEL: ${faults.join('; ')}`);
  const model = createOpenai({ apiKey: options.apiKey, baseUrl: options.baseUrl });
  const agency = await openAgency({ model, models, monthlyTokens }, options.log);
  return {
    title: models.author,
    async answer({ goal, source = '' }) {
      try {
        const { origin, attempts, usage, ...content } = await ask(agency.ctx, { task: 'author', goal, source });
        // What the composer says in its place is not the model's merit.
        const failure = origin.source === 'offline' ? (origin.fallback ?? 'the composer answered') : null;
        return { content: failure === null ? content : null, failure, attempts, usage };
      } catch (error) {
        return {
          content: null,
          failure: error instanceof Error ? error.message : String(error),
          attempts: 0,
          usage: noTokens,
        };
      }
    },
    async close() {
      await model.stop();
      await agency.close();
    },
  };
}

async function ask(ctx: Context, request: AssistantRequest): Promise<AssistantAnswer> {
  for await (const event of askAssistant(ctx, request, new AbortController().signal))
    if (event.type === 'answer') return event.answer;
  throw new Error('There was no answer.');
}
