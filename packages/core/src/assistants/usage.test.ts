import { fixtures } from '@groundwork/ghl-sandbox';
import { describe, expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { createPlan } from '../plans/create-plan.ts';
import { author, openAssistant, tagsAnswer } from '../testing/open-assistant.ts';
import { getAssistantStatus } from './get-assistant-status.ts';
import { getAssistantUsage } from './get-assistant-usage.ts';
import { saveAssistantSettings } from './save-assistant-settings.ts';

const assistant = openAssistant({ breaker: { threshold: 1 } });

test('the usage page adds up what the ledger holds', async () => {
  assistant.server.next(tagsAnswer(['VIP']), 'no JSON', tagsAnswer(['VIP']), 'A tag marks contacts.');
  await assistant.ask(author('A tag'));
  await assistant.ask(author('A tag'));
  await assistant.ask(author('Two tags'));
  await assistant.ask({ task: 'explain', question: 'What is a tag?', source: '' }, await assistant.member('admin'));
  const usage = await getAssistantUsage(assistant.ctx, {});
  const ledger = await assistant.ledger();
  const sum = (column: 'input_tokens' | 'output_tokens' | 'saved_tokens') =>
    ledger.reduce((total, row) => total + row[column], 0);
  expect(usage.totals).toEqual({
    questions: 4,
    calls: 4,
    cacheAnswers: 1,
    offlineAnswers: 0,
    failed: 1,
    savedTokens: sum('saved_tokens'),
    inputTokens: sum('input_tokens'),
    cachedInputTokens: ledger.reduce((total, row) => total + row.cached_input_tokens, 0),
    outputTokens: sum('output_tokens'),
    costMicros: ledger.reduce((total, row) => total + (row.cost_micros ?? 0), 0),
  });
  expect(usage.totals.savedTokens).toBeGreaterThan(0);
  expect(usage.byTask.map(({ task, questions, calls }) => [task, questions, calls])).toEqual([
    ['author', 3, 3],
    ['explain', 1, 1],
  ]);
  expect(usage.byMember.map(({ name, questions }) => [name, questions])).toEqual([
    ['Some admin', 1],
    ['Some operator', 3],
  ]);
  expect(usage.byDay.reduce((total, { tokens }) => total + tokens, 0)).toBe(sum('input_tokens') + sum('output_tokens'));
  expect(usage.calls).toHaveLength(5);
  expect(usage.calls[0]).toMatchObject({ task: 'explain', memberName: 'Some admin', state: 'DONE', estimated: false });
  expect(usage.budget).toMatchObject({
    limitTokens: 1_000_000,
    usedTokens: sum('input_tokens') + sum('output_tokens'),
  });
});

test('months, members, failures, the cache, the composer and unknown prices are each counted for what they are', async () => {
  const { ctx } = assistant;
  const admin = await assistant.member('admin');
  const [first, second, third, fourth] = Array.from({ length: 4 }, () => crypto.randomUUID());
  const row = (run_id: string | undefined, created_at: string, differences: object = {}) => ({
    agency_id: ctx.actor.agencyId,
    member_id: ctx.actor.memberId,
    run_id: run_id ?? '',
    attempt: 1,
    task: 'author' as const,
    source: 'model' as const,
    model: 'gpt-4o-mini',
    state: 'DONE' as const,
    created_at: new Date(created_at),
    ...differences,
  });
  const used = { input_tokens: 100, cached_input_tokens: 40, output_tokens: 10, cost_micros: 18 };
  const composer = { source: 'offline', model: null, cost_micros: 0 };
  const theirs = { member_id: admin.actor.memberId };
  await ctx.db
    .insertInto('assistant_calls')
    .values([
      row(first, '2026-10-31T23:59:59.999Z', used),
      // In New York still October.
      row(second, '2026-11-01T00:00:00Z', { ...used, state: 'FAILED', error_code: 'AI_UNUSABLE' }),
      row(second, '2026-11-01T00:00:05Z', { ...used, attempt: 2 }),
      row(third, '2026-11-02T12:00:00Z', { source: 'cache', saved_tokens: 110, cost_micros: 0 }),
      row(fourth, '2026-11-02T13:00:00Z', {
        ...theirs,
        task: 'explain',
        state: 'FAILED',
        error_code: 'AI_UNAVAILABLE',
      }),
      row(fourth, '2026-11-02T13:01:00Z', { ...theirs, ...composer, task: 'explain', attempt: 2 }),
    ])
    .execute();
  const asOf = (time: string) => ({ ...ctx, now: () => new Date(time) });
  const usage = await getAssistantUsage(asOf('2026-11-30T23:59:59Z'), {});
  const nothing = { cacheAnswers: 0, offlineAnswers: 0, failed: 0, savedTokens: 0 };
  const tokens = { inputTokens: 200, cachedInputTokens: 80, outputTokens: 20, costMicros: 36 };
  const none = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costMicros: 0 };
  const asked = { questions: 2, calls: 2, ...nothing, cacheAnswers: 1, failed: 1, savedTokens: 110, ...tokens };
  const composed = { questions: 1, calls: 1, ...nothing, offlineAnswers: 1, failed: 1, ...none };
  expect(usage).toMatchObject({
    month: '2026-11',
    budget: { usedTokens: 220, heldTokens: 0 },
    totals: { ...asked, questions: 3, calls: 3, offlineAnswers: 1, failed: 2 },
    byTask: [
      { task: 'author', ...asked },
      { task: 'explain', ...composed },
    ],
    byMember: [
      { name: 'Some admin', ...composed },
      { name: 'Some operator', ...asked },
    ],
    byDay: [
      { day: '2026-11-01', tokens: 220, questions: 1, costMicros: 36 },
      { day: '2026-11-02', tokens: 0, questions: 2, costMicros: 0 },
    ],
  });
  expect(usage.calls.map(({ runId, attempt }) => [runId, attempt])).toEqual([
    [fourth, 2],
    [fourth, 1],
    [third, 1],
    [second, 2],
    [second, 1],
  ]);
  const october = await getAssistantUsage(ctx, { month: '2026-10' });
  expect(october).toMatchObject({ totals: { questions: 1, costMicros: 18 }, budget: { usedTokens: 110 } });
  await ctx.db
    .insertInto('assistant_calls')
    .values(row(crypto.randomUUID(), '2026-11-03T00:00:00Z', { ...used, ...theirs, model: 'ours', cost_micros: null }))
    .execute();
  const unknown = await getAssistantUsage(asOf('2026-12-01T00:00:00Z'), { month: '2026-11' });
  expect(unknown.totals).toMatchObject({ inputTokens: 300, costMicros: null });
  expect(unknown.byMember.map(({ costMicros }) => costMicros)).toEqual([null, 36]);
  expect(unknown.byDay.map(({ costMicros }) => costMicros)).toEqual([36, 0, null]);
});

test('a month that was not used is empty, and one price that nobody knows makes the sum unknown', async () => {
  expect(await getAssistantUsage(assistant.ctx, { month: '2020-02' })).toMatchObject({
    month: '2020-02',
    budget: { usedTokens: 0, resetsAt: '2020-03-01T00:00:00.000Z' },
    totals: { questions: 0, costMicros: 0 },
    byTask: [],
    byMember: [],
    byDay: [],
    calls: [],
  });
  assistant.server.otherwise(tagsAnswer(['VIP']));
  await assistant.ask(author('A tag'));
  const { ctx } = assistant;
  const models = { ...ctx.assistant.models, author: 'llama-of-ours' };
  await assistant.ask(author('A tag'), { ...ctx, assistant: { ...ctx.assistant, models } });
  expect((await getAssistantUsage(ctx, {})).totals.costMicros).toBeNull();
});

test('questions and tokens are counted as they end', async () => {
  const counted: string[] = [];
  const { ctx } = assistant;
  const metrics = {
    question: (...labels: string[]) => void counted.push(labels.join(' ')),
    tokens: (model: string, kind: string, count: number) => void counted.push(`${model} ${kind} ${count > 0}`),
  };
  const counting = { ...ctx, assistant: { ...ctx.assistant, metrics } };
  assistant.server.next(tagsAnswer(['VIP']), { fault: 'refusal', text: 'No.' });
  await assistant.ask(author('A tag'), counting);
  await assistant.ask(author('A tag'), counting);
  await expect(assistant.ask(author('Bad things'), counting)).rejects.toMatchObject({ code: 'AI_REFUSED' });
  expect(counted.filter((line) => !line.startsWith('gpt'))).toEqual([
    'author model answered',
    'author cache answered',
    'author none AI_REFUSED',
  ]);
  expect(counted).toContain('gpt-4o-mini input true');
  expect(counted).toContain('gpt-4o-mini output true');
});

describe('the status', () => {
  test('says which model serves which task, and what is left', async () => {
    assistant.server.next(tagsAnswer(['VIP']));
    const { answer } = await assistant.ask(author('A tag'));
    expect(await getAssistantStatus(assistant.ctx)).toMatchObject({
      provider: 'model',
      models: { author: 'gpt-4o-mini', explain: 'gpt-4.1-nano' },
      health: 'up',
      budget: { usedTokens: answer.usage.inputTokens + answer.usage.outputTokens, heldTokens: 0 },
    });
  });

  test('says that the model is down while its calls are paused, and that there is none', async () => {
    assistant.server.otherwise({ fault: 'status', status: 500 });
    await assistant.ask(author('A tag for a dental clinic'));
    expect((await getAssistantStatus(assistant.ctx)).health).toBe('down');
    const without = await assistant.world.member('viewer');
    expect(await getAssistantStatus(without)).toMatchObject({ provider: 'offline', models: null, health: 'up' });
  });
});

describe('who may', () => {
  test('a viewer sees and asks nothing, an operator asks and limits nothing', async () => {
    const viewer = await assistant.member('viewer');
    await expect(assistant.ask(author('A tag'), viewer)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await getAssistantUsage(viewer, {})).toMatchObject({ totals: { questions: 0 } });
    const settings = { monthlyTokens: 1 };
    await expect(saveAssistantSettings(assistant.ctx, settings)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const admin = await assistant.member('admin');
    expect(await saveAssistantSettings(admin, settings)).toMatchObject({ limitTokens: 1 });
    const { db } = assistant.world.core;
    expect(await db.selectFrom('assistant_settings').select('updated_by').execute()).toEqual([
      { updated_by: admin.actor.memberId },
    ]);
  });

  test('another agency sees nothing of it: not the usage, not the limit, not the plan', async () => {
    const { ctx } = assistant;
    const stranger = await assistant.stranger();
    assistant.server.otherwise(tagsAnswer(['VIP']));
    await assistant.ask(author('A tag'));
    await saveAssistantSettings(await assistant.member('owner'), { monthlyTokens: 5 });
    expect(await getAssistantUsage(stranger, {})).toMatchObject({
      totals: { questions: 0, inputTokens: 0 },
      budget: { limitTokens: 1_000_000, usedTokens: 0 },
      calls: [],
    });
    expect((await getAssistantStatus(stranger)).budget).toMatchObject({ limitTokens: 1_000_000, usedTokens: 0 });
    const version = await saveBlueprint(ctx, 'groundwork: 1\nname: W\nresources:\n  tag:\n    a: { name: a }\n');
    const locationId = fixtures.locations.accounting.id;
    const plan = await createPlan(ctx, { locationId, blueprintVersionId: version.id, variables: {} });
    const asked = assistant.server.requests.length;
    for (const who of [stranger, { ...stranger, assistant: { ...stranger.assistant, model: null } }])
      await expect(assistant.ask({ task: 'document', planId: plan.id }, who)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(assistant.server.requests).toHaveLength(asked);
  });
});
