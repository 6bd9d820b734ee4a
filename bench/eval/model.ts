import { setTimeout as wait } from 'node:timers/promises';
import { createOpenai, type LanguageModel } from '../../packages/integrations/src/openai/index.ts';
import { askAssistant } from '../../packages/core/src/assistants/ask-assistant.ts';
import { readAssistantModels } from '../../packages/core/src/assistants/assistant-models.ts';
import { AppError } from '../../packages/shared/src/errors.ts';
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
  /** How long a provider that takes no more calls is left alone, time after time. */
  waitsSeconds?: readonly number[];
}): Promise<Answerer> {
  const { waitsSeconds = [20, 40, 60, 60] } = options;
  const { models, faults } = readAssistantModels(options.models);
  if (faults.length > 0) throw new Error(`OPENAI_MODEL: ${faults.join('; ')}`);
  const model = listenTo(createOpenai({ apiKey: options.apiKey, baseUrl: options.baseUrl }));
  const agency = await openAgency({ model, models, monthlyTokens }, options.log);

  /** What keeps a provider from answering is no mistake of its model: it is asked again, and without it there is no score. */
  async function answered(request: AssistantRequest): Promise<AssistantAnswer> {
    for (const seconds of [...waitsSeconds, null]) {
      const answer = await ask(agency.ctx, request);
      const failure = answer.origin.source === 'offline' ? model.failure() : null;
      if (!failure) return answer;
      if (failure.code === 'AI_REJECTED' || seconds === null) throw new Stopped(failure.message);
      options.log(`  ${failure.message} Asking again in ${seconds} s.`);
      await wait(seconds * 1_000);
    }
    throw new Stopped('There was no answer.');
  }

  return {
    title: models.author,
    async answer({ goal, source = '' }) {
      try {
        const { origin, attempts, usage, ...content } = await answered({ task: 'author', goal, source });
        // What the composer says in its place is not the model's merit.
        const failure = origin.source === 'offline' ? (origin.fallback ?? 'the composer answered') : null;
        return { content: failure === null ? content : null, failure, attempts, usage };
      } catch (error) {
        if (error instanceof Stopped) throw error;
        const failure = error instanceof Error ? error.message : String(error);
        return { content: null, failure, attempts: 0, usage: noTokens };
      }
    },
    async close() {
      await model.stop();
      await agency.close();
    },
  };
}

class Stopped extends Error {
  constructor(why: string) {
    super(`the language model cannot be scored: ${why}`);
  }
}

/** Remembers why the last call gave no answer at all; null where it gave one. */
function listenTo(model: LanguageModel): LanguageModel & { failure(): AppError | null } {
  let failure: AppError | null = null;
  return {
    ...model,
    failure: () => failure,
    async complete(request) {
      failure = null;
      try {
        return await model.complete(request);
      } catch (error) {
        if (error instanceof AppError) failure = error;
        throw error;
      }
    },
  };
}

async function ask(ctx: Context, request: AssistantRequest): Promise<AssistantAnswer> {
  for await (const event of askAssistant(ctx, request, new AbortController().signal))
    if (event.type === 'answer') return event.answer;
  throw new Error('There was no answer.');
}
