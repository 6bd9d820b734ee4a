import type { ScriptedAnswer } from '@groundwork/integrations/testing/openai';
import { describe, expect, test, vi } from 'vitest';
import type { Context } from '../context.ts';
import { author, openAssistant, tagsAnswer } from '../testing/open-assistant.ts';
import { askAssistant } from './ask-assistant.ts';
import { readBudget } from './budget.ts';
import { openCall } from './open-call.ts';
import { saveAssistantSettings } from './save-assistant-settings.ts';
import { settleCall } from './settle-call.ts';
import { questionsPerAgency, questionsPerMember } from './throttle.ts';

const assistant = openAssistant({ breaker: { threshold: 3 } });

const limit = async (monthlyTokens: number) =>
  saveAssistantSettings(await assistant.member('owner'), { monthlyTokens });
const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 30_000 });
const later = (ctx: Context, minutes: number): Context => ({
  ...ctx,
  now: () => new Date(ctx.now().getTime() + minutes * 60_000),
});

describe('when the provider fails, the composer answers and says why; the ledger holds', () => {
  const half = tagsAnswer(['VIP']);
  const away = { code: 'AI_UNAVAILABLE', says: 'is not available', billed: 0 };
  test.each<[string, ScriptedAnswer, { code: string; says: string; billed: number }]>([
    ['too many calls', { fault: 'status', status: 429 }, away],
    ['an outage', { fault: 'status', status: 500 }, away],
    ['a key not taken', { fault: 'status', status: 401 }, { code: 'AI_REJECTED', says: 'OPENAI_API_KEY', billed: 0 }],
    ['an answer cut in the middle, twice', { fault: 'cut', text: half }, { ...away, says: 'broke off', billed: 2 }],
    ['no answer at all, twice', { fault: 'hang' }, { ...away, says: 'did not begin to answer', billed: 2 }],
  ])('%s', async (_, fault, { code, says, billed }) => {
    assistant.server.otherwise(fault);
    // Only what never comes is not waited for long.
    const timeouts = says.includes('begin') ? { firstMs: 200 } : {};
    const { answer } = await assistant.ask(author('Tags for a dental clinic'), assistant.calling({ timeouts }));
    expect(answer.origin).toMatchObject({ source: 'offline', model: null });
    expect(answer.origin.fallback).toContain(says);
    const ledger = await assistant.ledger();
    expect(ledger).toMatchObject([
      { source: 'model', state: 'FAILED', error_code: code, usage_estimated: billed > 0 },
      { source: 'offline', state: 'DONE', error_code: code },
    ]);
    // What nobody told is estimated: the prompt, each time that part of an answer came or none did.
    const promptTokens = (ledger[0]?.reserved_tokens ?? 0) - 12_000;
    expect(promptTokens).toBeGreaterThan(0);
    expect(ledger[0]?.input_tokens).toBe(billed * promptTokens);
    expect((await readBudget(assistant.ctx)).heldTokens).toBe(0);
  });

  test('repeatedly: it is left alone for a while', async () => {
    assistant.server.otherwise({ fault: 'status', status: 500 });
    for (const goal of ['A tag', 'Two tags', 'Three tags']) await assistant.ask(author(`${goal} for a dental clinic`));
    const asked = assistant.server.requests.length;
    const { answer } = await assistant.ask(author('Four tags for a dental clinic'));
    expect(assistant.server.requests).toHaveLength(asked);
    expect(answer.origin.fallback).toContain('paused');
  });

  test('an answer without usage is estimated', async () => {
    assistant.server.next({ fault: 'no-usage', text: tagsAnswer(['VIP']) });
    const { answer } = await assistant.ask(author('A tag'));
    expect(answer.usage.inputTokens).toBeGreaterThan(0);
    expect(await assistant.ledger()).toMatchObject([{ state: 'DONE', usage_estimated: true }]);
  });
});

describe('cancelling', () => {
  test('reaches the provider and leaves a line with what it may have cost', async () => {
    assistant.server.next({
      fault: 'slow',
      firstMs: 0,
      betweenMs: 10_000,
      text: tagsAnswer(['VIP', 'Guest', 'Recall']),
    });
    const stop = new AbortController();
    const events = askAssistant(assistant.ctx, author('A tag'), stop.signal);
    await events.next();
    await until(() => assistant.server.requests.length === 1);
    stop.abort(new Error('gone'));
    const seen: string[] = [];
    for await (const { type } of events) seen.push(type);
    expect(seen).not.toContain('answer');
    const [row, ...more] = await assistant.ledger();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ state: 'CANCELLED', usage_estimated: true, error_code: null });
    expect(row?.input_tokens).toBeGreaterThan(0);
    await until(() => assistant.server.aborted === 1);
    expect((await readBudget(assistant.ctx)).heldTokens).toBe(0);
  });

  test('while it is waited to ask again ends the wait, and costs nothing', async () => {
    assistant.server.otherwise({ fault: 'status', status: 429, retryAfterSeconds: 10 });
    const outcomes: string[] = [];
    const metrics = { observe: (_service: string, _operation: string, outcome: string) => void outcomes.push(outcome) };
    const stop = new AbortController();
    const ended = assistant.ask(author('A tag'), assistant.calling({ metrics }), stop.signal);
    await until(() => outcomes.length === 1);
    stop.abort();
    await expect(ended).rejects.toThrow('there was no answer');
    expect(assistant.server.requests).toHaveLength(1);
    expect(await assistant.ledger()).toMatchObject([{ state: 'CANCELLED', input_tokens: 0, cost_micros: 0 }]);
  });

  test('while an answer is mended leaves what the first one cost, and the second', async () => {
    assistant.server.next('no JSON', { fault: 'hang' });
    const stop = new AbortController();
    const ended = assistant.ask(author('A tag'), assistant.ctx, stop.signal);
    await until(() => assistant.server.requests.length === 2);
    stop.abort();
    await expect(ended).rejects.toThrow('there was no answer');
    const ledger = await assistant.ledger();
    expect(ledger).toMatchObject([
      { state: 'FAILED', error_code: 'AI_UNUSABLE', usage_estimated: false },
      { state: 'CANCELLED', error_code: null, usage_estimated: true },
    ]);
    for (const { input_tokens: tokens } of ledger) expect(tokens).toBeGreaterThan(0);
    expect(await readBudget(assistant.ctx)).toMatchObject({ heldTokens: 0 });
  });

  test('is written down though nobody reads the last steps', async () => {
    assistant.server.next({ fault: 'hang' });
    const stop = new AbortController();
    const events = askAssistant(assistant.ctx, author('A tag'), stop.signal);
    await events.next();
    await until(() => assistant.server.requests.length === 1);
    stop.abort();
    await expect.poll(async () => (await assistant.ledger()).map(({ state }) => state)).toEqual(['CANCELLED']);
  });

  test('by not listening any more does the same', async () => {
    assistant.server.next({ fault: 'hang' });
    for await (const event of askAssistant(assistant.ctx, author('A tag'), new AbortController().signal))
      if (event.type === 'step' && (await until(() => assistant.server.requests.length === 1))) break;
    expect(await assistant.ledger()).toMatchObject([{ state: 'CANCELLED' }]);
    await until(() => assistant.server.aborted === 1);
  });
});

describe('the budget of the month', () => {
  test('refuses with what is used, until when, and who may raise it; the composer answers', async () => {
    await limit(1_000);
    const { answer, events } = await assistant.ask(author('Tags for a dental clinic'));
    expect(assistant.server.requests).toEqual([]);
    expect(JSON.stringify(events)).not.toContain('Asking');
    expect(answer.origin.source).toBe('offline');
    expect(answer.origin.fallback).toMatch(/used 0 of this month's 1,000 tokens.*\d{4}-\d{2}-01.*owner or admin/);
    expect(await assistant.ledger()).toMatchObject([{ source: 'offline', error_code: 'AI_BUDGET_SPENT' }]);
  });

  test('of nothing leaves the composer alone, were the answer known from before', async () => {
    assistant.server.next(tagsAnswer(['VIP']));
    await assistant.ask(author('Tags for a dental clinic'));
    await limit(0);
    const { answer } = await assistant.ask(author('Tags for a dental clinic'));
    expect(answer.origin).toMatchObject({ source: 'offline', fallback: expect.stringContaining('its limit is 0') });
  });

  test('that is spent leaves the answers that cost nothing', async () => {
    assistant.server.next(tagsAnswer(['VIP']));
    await assistant.ask(author('Tags for a dental clinic'));
    await limit(1);
    const { answer } = await assistant.ask(author('Tags for a dental clinic'));
    expect(answer.origin).toMatchObject({ source: 'cache', fallback: null });
  });

  test('is never overspent by questions asked at once', async () => {
    assistant.server.otherwise(tagsAnswer(['VIP']));
    await assistant.ask(author('A first tag'));
    const [first] = await assistant.ledger();
    const reserve = first?.reserved_tokens ?? 0;
    const used = (first?.input_tokens ?? 0) + (first?.output_tokens ?? 0);
    // Room for three, while all of them run.
    assistant.server.otherwise({ fault: 'slow', firstMs: 300, text: tagsAnswer(['VIP']) });
    const { limitTokens } = await limit(used + 3 * reserve + 100);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => assistant.ask(author(`A tag for dental clinic ${index}`))),
    );
    const by = (source: string) => answers.filter(({ answer }) => answer.origin.source === source);
    expect(by('model').length).toBeGreaterThanOrEqual(3);
    expect(by('model').length + by('offline').length).toBe(20);
    expect(assistant.server.requests).toHaveLength(1 + by('model').length);
    const budget = await readBudget(assistant.ctx);
    expect(budget.heldTokens).toBe(0);
    expect(budget.usedTokens).toBeLessThanOrEqual(limitTokens);
    for (const { answer } of by('offline')) expect(answer.origin.fallback).toContain("this month's");
  });

  test('never lets more be held than there is, however many ask at once', async () => {
    await limit(1_000);
    const hold = (reserveTokens: number) =>
      openCall(assistant.ctx, {
        runId: crypto.randomUUID(),
        task: 'author',
        source: 'model',
        model: 'm',
        reserveTokens,
      });
    const held = await Promise.allSettled(Array.from({ length: 20 }, () => hold(150)));
    expect(held.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    const refusals = held.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refusals).toEqual(
      Array.from({ length: 14 }, () => expect.objectContaining({ code: 'AI_BUDGET_SPENT', retryable: true })),
    );
    expect(await readBudget(assistant.ctx)).toMatchObject({ heldTokens: 900, usedTokens: 0 });
  });

  test('counts in full what a process held that died, and settles it with the next question', async () => {
    await limit(100_000);
    // In the middle of a month, which is what is counted by.
    const ctx: Context = { ...assistant.ctx, now: () => new Date('2026-11-10T12:00:00Z') };
    const lost = {
      runId: crypto.randomUUID(),
      task: 'author',
      source: 'model',
      model: 'gpt-4o-mini',
      reserveTokens: 900,
    } as const;
    const id = await openCall(ctx, lost);
    expect(await readBudget(later(ctx, 9))).toMatchObject({ heldTokens: 900, usedTokens: 0 });
    expect(await readBudget(later(ctx, 11))).toMatchObject({ heldTokens: 0, usedTokens: 900 });
    await openCall(later(ctx, 11), { ...lost, runId: crypto.randomUUID(), reserveTokens: 1 });
    const [row] = await assistant.ledger();
    expect(row).toMatchObject({
      state: 'FAILED',
      error_code: 'OUTCOME_UNKNOWN',
      input_tokens: 900,
      usage_estimated: true,
      cost_micros: 135,
    });
    expect(await readBudget(later(ctx, 12))).toMatchObject({ heldTokens: 1, usedTokens: 900 });
    // It was alive after all, and only slow.
    const usage = { inputTokens: 70, cachedInputTokens: 0, outputTokens: 7, estimated: false };
    await settleCall(later(ctx, 12), id, { state: 'DONE', errorCode: null, usage, model: 'gpt-4o-mini' });
    expect(await readBudget(later(ctx, 12))).toMatchObject({ heldTokens: 1, usedTokens: 77 });
  });

  test('begins anew with the month', async () => {
    const at = (time: string): Context => ({ ...assistant.ctx, now: () => new Date(time) });
    await limit(1_000);
    const hold = (ctx: Context) =>
      openCall(ctx, { runId: crypto.randomUUID(), task: 'author', source: 'model', model: 'm', reserveTokens: 900 });
    await hold(at('2026-11-30T23:00:00Z'));
    await expect(hold(at('2026-11-30T23:59:00Z'))).rejects.toMatchObject({ code: 'AI_BUDGET_SPENT' });
    await hold(at('2026-12-01T00:00:00Z'));
    expect(await readBudget(at('2026-12-01T00:01:00Z'))).toMatchObject({
      heldTokens: 900,
      usedTokens: 0,
      resetsAt: '2027-01-01T00:00:00.000Z',
    });
  });
});

describe('the throttle', () => {
  const question = (ctx: Context) =>
    openCall(ctx, { runId: crypto.randomUUID(), task: 'author', source: 'offline', model: null, reserveTokens: 0 });

  test('takes so many questions of a member, also at once, and says when to ask again', async () => {
    const { ctx } = assistant;
    const asked = await Promise.allSettled(Array.from({ length: questionsPerMember + 5 }, () => question(ctx)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(questionsPerMember);
    const refused = assistant.ask(author('One more tag'));
    await expect(refused).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      retryAfterSeconds: expect.any(Number),
      message: expect.stringMatching(/Ask again in \d+ seconds/),
    });
    expect(assistant.server.requests).toEqual([]);
    // Others have turns of their own, and so has the member, later.
    await question(await assistant.member('admin'));
    await question(later(ctx, 10.1));
  });

  test('takes so many of an agency', async () => {
    const owner = await assistant.member('owner');
    await owner.db
      .insertInto('assistant_calls')
      .values(
        Array.from({ length: questionsPerAgency }, () => ({
          agency_id: owner.actor.agencyId,
          member_id: null,
          run_id: crypto.randomUUID(),
          attempt: 1,
          task: 'explain' as const,
          source: 'cache' as const,
          state: 'DONE' as const,
        })),
      )
      .execute();
    await expect(question(owner)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: expect.stringContaining('agency'),
    });
    await question(await assistant.stranger());
  });

  test('counts a run once, however often it calls', async () => {
    const runId = crypto.randomUUID();
    const call = { runId, task: 'author', source: 'model', model: 'm', reserveTokens: 1 } as const;
    for (let attempt = 0; attempt < questionsPerMember + 1; attempt += 1) await openCall(assistant.ctx, call);
    await expect(question(assistant.ctx)).resolves.toBeDefined();
  });
});
