import type { ScriptedAnswer } from '@groundwork/integrations/testing/openai';
import { describe, expect, test } from 'vitest';
import { author, openAssistant, tagsAnswer } from '../testing/open-assistant.ts';
import { clinicBlueprint } from '../testing/clinic.ts';

const assistant = openAssistant();

describe('an answer of the model', () => {
  test('is a proposal that was applied, checked and planned, and it costs what the provider says', async () => {
    assistant.server.next(tagsAnswer(['VIP', 'Recall']));
    const { answer, events } = await assistant.ask(author('Two tags for my clinic'));
    expect(answer).toMatchObject({
      kind: 'proposal',
      summary: 'Tags for a clinic.',
      check: { valid: true },
      plan: { creates: 2, byKind: { tag: 2 }, problems: [] },
      origin: { source: 'model', model: 'gpt-4o-mini', fallback: null },
      attempts: 1,
    });
    expect(answer).toHaveProperty('source', expect.stringContaining('VIP'));
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['step', 'answer']));
    const [row, ...more] = await assistant.ledger();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ state: 'DONE', source: 'model', model: 'gpt-4o-mini', error_code: null, attempt: 1 });
    expect(row?.input_tokens).toBe(answer.usage.inputTokens);
    expect(row?.output_tokens).toBe(answer.usage.outputTokens);
    expect(row?.cost_micros).toBe(answer.usage.costMicros);
    expect(answer.usage.inputTokens * answer.usage.outputTokens * (answer.usage.costMicros ?? 0)).toBeGreaterThan(0);
    expect(row?.run_id).toBe(answer.runId);
  });

  test('keeps the comments of the text it changes', async () => {
    assistant.server.next(tagsAnswer(['VIP']));
    const source = 'groundwork: 1\nname: Clinic\n# ours\nresources:\n  tag:\n    old: { name: old } # stays\n';
    const { answer } = await assistant.ask(author('A tag VIP', source));
    expect(answer).toHaveProperty('source', expect.stringContaining('# stays'));
    expect(answer).toHaveProperty('source', expect.stringContaining('VIP'));
  });

  test('may be a question, which ends the run at once', async () => {
    const questions = [{ question: 'Which trade?', why: 'It decides.', options: ['Dentist'] }];
    assistant.server.next(tagsAnswer([], { questions, proposal: null }));
    const { answer } = await assistant.ask(author('Something'));
    expect(answer).toMatchObject({ kind: 'questions', questions, attempts: 1 });
  });

  test('may be suggestions, each with the text as it would be', async () => {
    const suggestion = { title: 'Tag guests', why: 'So that they are found.', reason: 'missing', addresses: [] };
    const change = { ...JSON.parse(tagsAnswer(['Guest'])).proposal, name: null, description: null };
    const decide = { ...suggestion, title: 'Ask the client', change: null };
    assistant.server.next(JSON.stringify({ suggestions: [{ ...suggestion, change }, decide] }));
    const { answer } = await assistant.ask({ task: 'improve', source: clinicBlueprint });
    expect(answer).toMatchObject({
      kind: 'suggestions',
      suggestions: [
        { title: 'Tag guests', source: expect.stringContaining('Guest') },
        { title: 'Ask the client', source: null },
      ],
    });
  });

  test('streams as a text where a text was asked for', async () => {
    assistant.server.next('A tag marks contacts.');
    const { answer } = await assistant.ask({ task: 'explain', question: 'What is a tag?', source: '' });
    expect(answer).toMatchObject({ kind: 'text', text: 'A tag marks contacts.', origin: { model: 'gpt-4.1-nano' } });
  });
});

describe('an answer with faults', () => {
  const unknownKind = tagsAnswer([], {
    proposal: { variables: [], remove: [], resources: [{ kind: 'workflow', address: 'a', name: 'A' }] },
  });
  const unplannable = tagsAnswer(['VIP', 'vip']);

  test.each([
    ['no JSON', 'Here is your blueprint!'],
    ['another form', '{"blueprint": {}}'],
    ['a kind nobody knows', unknownKind],
    ['a blueprint that is not valid', unplannable],
    ['a reference to nothing', tagsAnswer(['${tag.nobody.id}'])],
    ['the prompt', { fault: 'echo' } as const],
    ['half of it, cut at its limit', { fault: 'length', text: tagsAnswer(['VIP']).slice(0, 60) } as const],
    ['a pit of brackets', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ])('goes back to the model with its faults: %s', async (_, said) => {
    assistant.server.next(said, tagsAnswer(['VIP']));
    const { answer } = await assistant.ask(author('A tag'));
    expect(answer).toMatchObject({ kind: 'proposal', origin: { source: 'model' }, attempts: 2 });
    const [first, second] = assistant.server.requests;
    expect(second?.messages.slice(0, first?.messages.length)).toEqual(first?.messages);
    expect(second?.messages.slice(first?.messages.length).map(({ role }) => role)).toEqual(['assistant', 'user']);
    const ledger = await assistant.ledger();
    expect(ledger).toMatchObject([
      { attempt: 1, state: 'FAILED', error_code: 'AI_UNUSABLE' },
      { attempt: 2, state: 'DONE', error_code: null },
    ]);
    expect(ledger[0]?.input_tokens).toBeGreaterThan(0);
    expect(answer.usage.outputTokens).toBe(ledger.reduce((sum, row) => sum + row.output_tokens, 0));
  });

  test('tells the model what was wrong in words of the checker', async () => {
    assistant.server.next(unknownKind, tagsAnswer(['VIP']));
    await assistant.ask(author('A tag'));
    const told = assistant.server.requests[1]?.messages.at(-1)?.content;
    expect(told).toContain(String.raw`There is no kind \"workflow\"`);
  });

  test('is given up after three, and the composer answers and says why', async () => {
    assistant.server.otherwise('no JSON at all');
    const { answer } = await assistant.ask(author('A pipeline and tags for a dental clinic'));
    expect(assistant.server.requests).toHaveLength(3);
    expect(answer).toMatchObject({ origin: { source: 'offline', model: null }, attempts: 3 });
    expect(answer.origin.fallback).toContain('asked 3 times');
    const states = (await assistant.ledger()).map(({ source, state, error_code }) => [source, state, error_code]);
    expect(states).toEqual([
      ['model', 'FAILED', 'AI_UNUSABLE'],
      ['model', 'FAILED', 'AI_UNUSABLE'],
      ['model', 'FAILED', 'AI_UNUSABLE'],
      ['offline', 'DONE', 'AI_UNUSABLE'],
    ]);
  });

  test.each<[string, ScriptedAnswer, number]>([
    ['nothing better', 'no JSON at all', 3],
    ['an outage', { fault: 'status', status: 401 }, 2],
  ])('of which some was good gives that in the end, where there came %s', async (_, later, attempts) => {
    const suggestion = { title: 'Good', why: 'Why not.', reason: 'missing', addresses: [], change: null };
    const change = { variables: [], resources: [{ kind: 'tag', address: 'x', name: 'VIP guest' }], remove: [] };
    assistant.server.next(JSON.stringify({ suggestions: [{ ...suggestion, title: 'Twice', change }, suggestion] }));
    assistant.server.otherwise(later);
    const { answer } = await assistant.ask({ task: 'improve', source: clinicBlueprint });
    expect(answer).toMatchObject({ attempts, origin: { source: 'model' }, suggestions: [{ title: 'Good' }] });
    expect(assistant.server.requests[1]?.messages.at(-1)?.content).toContain('Twice');
  });

  test('that begins an unreadable text anew says that nothing of it is left', async () => {
    assistant.server.next(tagsAnswer(['VIP']), tagsAnswer(['VIP']));
    const notes = async (source: string) => {
      const { answer } = await assistant.ask({ ...author('A tag'), source });
      return answer.kind === 'proposal' ? answer.notes.join(' ') : answer.kind;
    };
    expect(await notes('groundwork: 1\nname: "Clinic\n')).toContain('nothing of it is left');
    expect(await notes('')).not.toContain('nothing of it is left');
  });

  test('that is the prompt itself is no explanation', async () => {
    assistant.server.next({ fault: 'echo' }, 'A tag marks contacts.');
    const { answer } = await assistant.ask({ task: 'explain', question: 'What is a tag?', source: '' });
    expect(answer).toMatchObject({ text: 'A tag marks contacts.', attempts: 2 });
  });

  test.each([
    ['with its words', { fault: 'refusal', text: 'I cannot help with that.' } as const, 'I cannot help with that.'],
    ['without any', { fault: 'content-filter' } as const, 'did not say why'],
  ])('is not asked again for what it refuses: %s', async (_, fault, words) => {
    assistant.server.next(fault);
    await expect(assistant.ask(author('Something bad'))).rejects.toMatchObject({
      code: 'AI_REFUSED',
      message: expect.stringContaining(words),
    });
    expect(assistant.server.requests).toHaveLength(1);
    expect(await assistant.ledger()).toMatchObject([{ state: 'FAILED', error_code: 'AI_REFUSED' }]);
  });
});

describe('an answer given before', () => {
  test('is given again without a call, and says so', async () => {
    assistant.server.next(tagsAnswer(['VIP']));
    const first = await assistant.ask(author('A tag for  me'));
    const second = await assistant.ask(author('  A tag for  me \r\n'));
    expect(assistant.server.requests).toHaveLength(1);
    expect(second.answer).toEqual({
      ...first.answer,
      runId: second.answer.runId,
      origin: { source: 'cache', model: 'gpt-4o-mini', fallback: null },
      attempts: 0,
      usage: { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costMicros: 0 },
    });
    const { inputTokens, outputTokens } = first.answer.usage;
    expect((await assistant.ledger())[1]).toMatchObject({
      source: 'cache',
      state: 'DONE',
      input_tokens: 0,
      saved_tokens: inputTokens + outputTokens,
    });
    const { db } = assistant.world.core;
    expect(await db.selectFrom('assistant_answers').select('hits').execute()).toEqual([{ hits: 1 }]);
  });

  test('is another for another goal, text or model', async () => {
    assistant.server.otherwise(tagsAnswer(['VIP']));
    await assistant.ask(author('A tag'));
    await assistant.ask(author('Another tag'));
    await assistant.ask(author('A tag', 'groundwork: 1\nname: Clinic\nresources: {}\n'));
    const { ctx } = assistant;
    const models = { ...ctx.assistant.models, author: 'gpt-4o' };
    await assistant.ask(author('A tag'), { ...ctx, assistant: { ...ctx.assistant, models } });
    expect(assistant.server.requests).toHaveLength(4);
  });

  test('belongs to its agency', async () => {
    assistant.server.otherwise(tagsAnswer(['VIP']));
    await assistant.ask(author('A tag'));
    const { answer } = await assistant.ask(author('A tag'), await assistant.stranger());
    expect(answer.origin.source).toBe('model');
    expect(assistant.server.requests).toHaveLength(2);
  });

  test('gets its private words back for whoever asks', async () => {
    const says = tagsAnswer(['VIP'], { notes: ['Reminders go to <<email-1>>.'] });
    assistant.server.otherwise(says);
    const notes = async (email: string) => {
      const { answer } = await assistant.ask(author(`A tag; reminders go to ${email}`));
      return { source: answer.origin.source, notes: 'notes' in answer && answer.notes };
    };
    expect(await notes('ann@example.com')).toEqual({ source: 'model', notes: ['Reminders go to ann@example.com.'] });
    expect(await notes('bob@example.com')).toEqual({ source: 'cache', notes: ['Reminders go to bob@example.com.'] });
    expect(JSON.stringify(assistant.server.requests)).not.toContain('example.com');
  });

  test('is asked for anew where it holds a placeholder that only its own faults had', async () => {
    // The checker quotes the number, which the model is then told as a placeholder.
    const twice = tagsAnswer(['Call 415 555 0134', 'call 415 555 0134']);
    assistant.server.next(twice, tagsAnswer(['Call <<phone-1>>']), tagsAnswer(['Call']));
    const first = await assistant.ask(author('A tag for calls'));
    expect(first.answer).toMatchObject({ attempts: 2, source: expect.stringContaining('Call 415 555 0134') });
    const { answer } = await assistant.ask(author('A tag for calls'));
    expect(answer).toMatchObject({ origin: { source: 'model' }, source: expect.not.stringContaining('phone') });
  });

  test('is kept only where it was good', async () => {
    assistant.server.next('no', 'no', 'no', tagsAnswer(['VIP']));
    await assistant.ask(author('Tags for a dental clinic'));
    const { answer } = await assistant.ask(author('Tags for a dental clinic'));
    expect(answer.origin.source).toBe('model');
  });
});

test('without a model the composer answers and nothing is said of a fallback', async () => {
  const member = await assistant.world.member('operator');
  const { answer } = await assistant.ask(author('Tags and a pipeline for a dental clinic'), member);
  expect(answer.origin).toEqual({ source: 'offline', model: null, fallback: null });
  expect(await assistant.ledger()).toMatchObject([{ source: 'offline', state: 'DONE', error_code: null }]);
});

test('a text without a fault is not sent to be explained', async () => {
  const { answer } = await assistant.ask({
    task: 'faults',
    source: 'groundwork: 1\nname: Clinic\nresources:\n  tag:\n    a: { name: a }\n',
  });
  expect(answer.origin).toMatchObject({ source: 'offline', fallback: expect.stringContaining('no fault') });
  expect(assistant.server.requests).toEqual([]);
});

test('faults are told by the lines of the text that goes along', async () => {
  assistant.server.next('The brackets do not close.');
  await assistant.ask({ task: 'faults', source: '\n\n\ngroundwork: 1\nname: [\n' });
  const told = assistant.server.requests[0]?.messages.at(-1)?.content ?? '';
  const [, text = '', faults = ''] =
    /<data name="blueprint" [^>]*>\n(.*)\n<\/data.*name="faults" [^>]*>\n(.*)/s.exec(told) ?? [];
  expect(text.split('\n')[4]).toBe('name: [');
  expect(faults).toMatch(/"line":[56],/);
});

test('an explanation does without a text that is too long', async () => {
  const question = { task: 'explain', question: 'What is a tag?', source: `# ${'x'.repeat(60_000)}\n` } as const;
  assistant.server.next('A tag marks contacts.');
  expect((await assistant.ask(question)).answer).toMatchObject({ origin: { source: 'model' } });
  expect(JSON.stringify(assistant.server.requests)).not.toContain('xxxx');
});

test.each([
  ['a blueprint too long for a model', author('A tag', `# ${'x'.repeat(60_000)}\n`), 'BLUEPRINT_TOO_LARGE'],
  ['a goal of a whole book', author('tag '.repeat(3_000)), 'BAD_REQUEST'],
  ['an improvement of what is not valid', { task: 'improve', source: 'name: [' } as const, 'BLUEPRINT_INVALID'],
])('nothing is asked for %s', async (_, request, code) => {
  await expect(assistant.ask(request)).rejects.toMatchObject({ code });
  expect(assistant.server.requests).toEqual([]);
  expect(await assistant.ledger()).toEqual([]);
});
