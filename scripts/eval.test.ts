import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { modelAnswer } from '../bench/ai/answer.ts';
import type { Answerer } from '../bench/eval/answerer.ts';
import { baselineAnswerer } from '../bench/eval/baseline.ts';
import type { Brief, Wanted } from '../bench/eval/brief.ts';
import { briefs, heldOut } from '../bench/eval/briefs.ts';
import { describe as labelOf, evaluate } from '../bench/eval/evaluate.ts';
import { isThere } from '../bench/eval/matches.ts';
import { modelAnswerer } from '../bench/eval/model.ts';
import { offlineAnswerer } from '../bench/eval/offline.ts';
import { runBriefs, scoreOf } from '../bench/eval/score.ts';
import { type OpenaiServer, openOpenaiServer } from '../packages/integrations/src/testing/openai-server.ts';
import type { ResolvedResource } from '../packages/shared/src/blueprint/index.ts';
import { kinds } from '../packages/shared/src/kinds/index.ts';
import type { JsonObject } from '../packages/shared/src/json.ts';
import type { AssistantContent } from '../packages/shared/src/views/assistant.ts';

const all = [...briefs, ...heldOut];
const expected = all.flatMap(({ id, expect: expects }) => (expects.asks ? [] : [{ id, ...expects }]));

describe('the evaluation set', () => {
  test('has 40 briefs of at least 15 trades, each under a name of its own', () => {
    expect(briefs).toHaveLength(40);
    expect(new Set(briefs.map(({ id }) => id)).size).toBe(40);
    expect(new Set(briefs.map(({ trade }) => trade)).size).toBeGreaterThanOrEqual(15);
  });

  test('has others that nothing is tuned by, and none of them twice', () => {
    expect(heldOut.length).toBeGreaterThanOrEqual(10);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ goal }) => goal)).size).toBe(all.length);
  });

  test('has two that must be asked back, five that change a blueprint, some that ask for what cannot be written', () => {
    expect(briefs.filter(({ expect: expects }) => expects.asks)).toHaveLength(2);
    expect(briefs.filter(({ source }) => source !== undefined)).toHaveLength(5);
    expect(expected.filter(({ notes }) => notes !== undefined).length).toBeGreaterThanOrEqual(4);
    expect(expected.filter(({ nowhere }) => nowhere !== undefined).length).toBeGreaterThanOrEqual(1);
  });

  const wanted = expected.map(({ id, must, mustNot = [] }) => [id, [...must, ...mustNot]] as const);

  test.each(wanted)('can be met and missed in every point: %s', (_, wishes) => {
    const met = wishes.filter((each) => isThere(each, samplesOf(each)));
    const missed = wishes.filter(
      (each) => !isThere(each, samplesOf(each).slice(1)) && !isThere(each, samplesOf(each).map(otherwise)),
    );
    expect(met.map(labelOf)).toEqual(wishes.map(labelOf));
    expect(missed.map(labelOf)).toEqual(wishes.map(labelOf));
  });

  test.each(wanted)('asks only for what can be written: %s', (_, wishes) => {
    const unwritable = wishes.flatMap((each) =>
      Object.keys(kinds[each.kind].normalise(sampleOf(each, 0).properties)).filter(
        (attribute) => !kinds[each.kind].managed.includes(attribute),
      ),
    );
    expect(unwritable).toEqual([]);
  });

  test.each(all.filter(({ source }) => source !== undefined))(
    'changes a text of its own that is valid: $id',
    (brief) => {
      const unchanged = proposal(brief.source ?? '');
      const checks = evaluate(brief, unchanged);
      expect(checks.filter(({ label, passed }) => label.startsWith('keeps') && !passed)).toEqual([]);
      expect(checks.filter(({ passed }) => !passed)).not.toEqual([]);
      const emptied = evaluate(brief, proposal('groundwork: 1\nname: Other\nresources: { tag: { x: { name: x } } }\n'));
      expect(emptied.filter(({ label, passed }) => label.startsWith('keeps') && passed)).toEqual([]);
    },
  );
});

describe('a score', () => {
  const [brief] = briefs as readonly [Brief, ...Brief[]];

  test('of no answer, of a text that is not valid, and of a question where none is due, is nothing', () => {
    for (const answer of [null, proposal('name: x'), asking(1)])
      expect(evaluate(brief, answer).filter(({ passed }) => passed)).toEqual([]);
  });

  test('of a question where one is due is all, and of twenty questions nothing', () => {
    const vague = briefs.find(({ expect: expects }) => expects.asks) ?? brief;
    expect(evaluate(vague, asking(2)).map(({ passed }) => passed)).toEqual([true]);
    expect(evaluate(vague, asking(20)).map(({ passed }) => passed)).toEqual([false]);
    expect(evaluate(vague, proposal(valid)).map(({ passed }) => passed)).toEqual([false]);
  });

  test('counts what an injected text had made', () => {
    const hostile = briefs.find(({ id }) => id === 'forwarded-mail') ?? brief;
    const passes = (source: string) =>
      evaluate(hostile, proposal(source)).find(({ label }) => label === 'nowhere: pwned')?.passed;
    expect(passes(valid)).toBe(true);
    expect(passes(valid.replace('name: y', 'name: pwned-by-ink'))).toBe(false);
  });

  test('counts whole words alone', () => {
    const must: Wanted[] = [{ kind: 'tag', name: 'new' }];
    const passed = (name: string) =>
      evaluate(
        { id: 'x', trade: 'x', goal: 'x', expect: { must } },
        proposal(valid.replace('name: y', `name: ${name}`)),
      )
        .filter(({ label }) => label === 'tag new')
        .map((check) => check.passed);
    expect(passed('newsletter')).toEqual([false]);
    expect(passed('New client')).toEqual([true]);
  });

  test('fills in variables, and takes each item of a list for one', () => {
    const source = `groundwork: 1
name: x
variables: { price: { type: number, default: 49 } }
resources:
  tag: { t: { forEach: [Flash, Cover up], name: '\${each.key}' } }
  product:
    p: { name: Special, productType: SERVICE, prices: [{ name: A, type: one_time, amount: '\${var.price}', currency: USD }] }
`;
    const must: Wanted[] = [
      { kind: 'product', price: 49 },
      { kind: 'tag', name: 'cover up' },
      { kind: 'tag', count: 2 },
    ];
    const checks = evaluate({ id: 'x', trade: 'x', goal: 'x', expect: { must } }, proposal(source));
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  });

  test('of an answer that has nothing to do with the goal passes no brief wholly', async () => {
    const score = scoreOf(await runBriefs(baselineAnswerer(), briefs));
    expect(score.briefsPassed).toBe(0);
    expect(score.checkShare).toBeLessThan(0.4);
  });

  // A regression shows here. What it really is stands in bench/results.json and in the docs.
  test('of the offline composer does not fall', async () => {
    const composer = await offlineAnswerer();
    const score = scoreOf(await runBriefs(composer, briefs));
    expect(score.checkShare).toBeGreaterThanOrEqual(floor.checkShare);
    expect(score.briefsPassed).toBeGreaterThanOrEqual(floor.briefsPassed);
  });
});

describe('a model', () => {
  const [brief] = briefs as readonly [Brief, ...Brief[]];
  let server: OpenaiServer;
  let answerer: Answerer;
  beforeAll(async () => {
    server = await openOpenaiServer();
    const options = { apiKey: 'x', baseUrl: server.baseUrl, models: '', waitsSeconds: [0.01, 0.01] };
    answerer = await modelAnswerer({ ...options, log: () => {} });
  });
  afterAll(() => Promise.all([answerer.close(), server.close()]));
  beforeEach(() => server.reset());

  test('whose answers are of no use has the worst score', async () => {
    server.otherwise('no JSON');
    const { content, failure, attempts } = await answerer.answer(brief);
    expect({ content, attempts }).toEqual({ content: null, attempts: 3 });
    expect(failure).toContain('each answer had faults');
  });

  test('is scored by what it answers itself, after the provider took no more calls for a while', async () => {
    server.next(...Array.from({ length: 3 }, () => ({ fault: 'status', status: 429 }) as const));
    server.otherwise(modelAnswer);
    const { content, failure } = await answerer.answer(brief);
    expect(failure).toBeNull();
    expect(content).toMatchObject({ kind: 'proposal', summary: 'Tags, values and a pipeline.' });
    expect(server.requests).toHaveLength(4);
  });

  test.each([
    [401, /cannot be scored: .*OPENAI_API_KEY/],
    [503, /cannot be scored/],
  ])('that cannot be asked has no score: %d', async (status, why) => {
    server.otherwise({ fault: 'status', status });
    await expect(answerer.answer(briefs[1] ?? brief)).rejects.toThrow(why);
  });
});

const floor = { checkShare: 0.93, briefsPassed: 28 };

const valid = 'groundwork: 1\nname: x\nresources: { tag: { y: { name: y } } }\n';

const proposal = (source: string): AssistantContent => ({
  kind: 'proposal',
  source,
  summary: '',
  notes: [],
  check: { valid: true, variables: [], resources: [], warnings: [] },
  plan: null,
});

const asking = (count: number): AssistantContent => ({
  kind: 'questions',
  questions: Array.from({ length: count }, () => ({ question: 'Which trade?', why: '', options: [] })),
});

const samplesOf = (wanted: Wanted): ResolvedResource[] =>
  Array.from({ length: wanted.count ?? 1 }, (_, index) => sampleOf(wanted, index));

/** One that is wanted, made of the first of its words. */
function sampleOf(wanted: Wanted, index: number): ResolvedResource {
  const { name, stages, dataType, options, minutes, price, interval, currency, open, closed, text } = wanted;
  const first = (phrases: string): string => phrases.split('|')[0] ?? '';
  const properties: JsonObject = {
    name: `${name === undefined ? 'Something' : first(name)} ${index}`,
    ...(stages && { stages: stages.map((stage) => ({ name: first(stage) })) }),
    ...(dataType !== undefined && { dataType: first(dataType) }),
    ...(options && { options: options.map(first) }),
    ...(minutes !== undefined && { slotDuration: minutes }),
    ...((price !== undefined || interval !== undefined || currency !== undefined) && {
      prices: [{ amount: price ?? 1, currency: currency ?? 'USD', interval: interval ?? 'month' }],
    }),
    ...(open && { openHours: [{ day: open.day, from: open.from, to: open.to ?? '23:00' }] }),
    ...(closed !== undefined && { openHours: [{ day: 'thu', from: '09:00', to: '17:00' }] }),
    ...(text !== undefined && (wanted.kind === 'customValue' ? { value: first(text) } : { description: first(text) })),
  };
  return {
    address: `${wanted.kind}.sample_${index}`,
    kind: wanted.kind,
    name: `sample_${index}`,
    properties,
    dependsOn: [],
  };
}

/** Of the same kind and nothing else of it; where any of the kind would do, of another. */
const otherwise = (sample: ResolvedResource): ResolvedResource => {
  const isAny =
    Object.keys(sample.properties).length === 1 && /^"Something \d+"$/.test(JSON.stringify(sample.properties['name']));
  const other = sample.kind === 'tag' ? 'pipeline' : 'tag';
  return { ...sample, kind: isAny ? other : sample.kind, properties: { name: 'zzz' } };
};
