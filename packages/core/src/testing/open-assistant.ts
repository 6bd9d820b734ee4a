import { createOpenai, type LanguageModel, type OpenaiOptions } from '@groundwork/integrations/openai';
import { openOpenaiServer, type OpenaiServer } from '@groundwork/integrations/testing/openai';
import type { JsonObject, Role } from '@groundwork/shared';
import type { AssistantAnswer, AssistantEvent, AssistantRequest } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { askAssistant } from '../assistants/ask-assistant.ts';
import type { Context } from '../context.ts';
import { never } from './clinic.ts';
import { createWorld, type World } from './world.ts';

/** An operator, a model that says what the test scripts, over HTTP, and the ledger to look at. */
export interface Assistant {
  readonly world: World;
  readonly server: OpenaiServer;
  readonly ctx: Context;
  member(role: Role): Promise<Context>;
  stranger(): Promise<Context>;
  /** The operator, with a model that is called otherwise. */
  calling(options: Partial<OpenaiOptions>): Context;
  ask(request: AssistantRequest, ctx?: Context, signal?: AbortSignal): Promise<Asked>;
  /** In the order of its lines. */
  ledger(): Promise<Awaited<ReturnType<typeof readLedger>>>;
}

export interface Asked {
  answer: AssistantAnswer;
  events: AssistantEvent[];
}

export function openAssistant(options: Partial<OpenaiOptions> = {}): Assistant {
  let world: World;
  let server: OpenaiServer;
  let model: LanguageModel;
  let ctx: Context;
  const withModel = (member: Context, its = model): Context => ({
    ...member,
    assistant: { ...member.assistant, model: its },
  });
  const createModel = (differences: Partial<OpenaiOptions>) =>
    createOpenai({
      apiKey: 'sk-test',
      baseUrl: server.baseUrl,
      retry: { maxRetries: 1, initialDelayMs: 1, maxDelayMs: 1 },
      ...options,
      ...differences,
    });

  beforeAll(async () => {
    [world, server] = await Promise.all([createWorld(), openOpenaiServer()]);
  });
  afterAll(() => Promise.all([world.close(), server.close()]));
  beforeEach(async () => {
    await sql`truncate agencies cascade`.execute(world.core.db);
    server.reset();
    model = createModel({});
    ctx = withModel(await world.member('operator'));
  });

  return {
    get world() {
      return world;
    },
    get server() {
      return server;
    },
    get ctx() {
      return ctx;
    },
    member: async (role) => withModel(await world.member(role)),
    calling: (differences) => withModel(ctx, createModel(differences)),
    stranger: async () => withModel(await world.stranger()),
    async ask(request, who = ctx, signal = never) {
      const events: AssistantEvent[] = [];
      for await (const event of askAssistant(who, request, signal)) events.push(event);
      const last = events.at(-1);
      if (last?.type !== 'answer') throw new Error('there was no answer');
      return { answer: last.answer, events };
    },
    ledger: () => readLedger(ctx),
  };
}

const readLedger = (ctx: Context) =>
  ctx.db.selectFrom('assistant_calls').orderBy('created_at').orderBy('attempt').selectAll().execute();

/** The author's answer that adds these tags. */
export const tagsAnswer = (names: string[], differences: JsonObject = {}): string =>
  JSON.stringify({
    questions: [],
    proposal: {
      name: 'Clinic',
      description: 'For clinics.',
      variables: [],
      resources: names.map((name, index) => ({ kind: 'tag', address: `t${index}`, name })),
      remove: [],
    },
    summary: 'Tags for a clinic.',
    notes: [],
    ...differences,
  });

export const author = (goal: string, source = ''): AssistantRequest => ({ task: 'author', goal, source });
