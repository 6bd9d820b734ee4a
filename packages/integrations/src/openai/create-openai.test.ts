import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../testing/listen.ts';
import { openOpenaiServer } from '../testing/openai-server.ts';
import type { OpenaiServer } from '../testing/openai-server.ts';
import { refusingUrl, serve } from '../testing/serve.ts';
import { createOpenai } from './create-openai.ts';
import type { OpenaiOptions } from './create-openai.ts';
import type { CompletionRequest } from './language-model.ts';

const key = 'sk-test-6f1d2c';
const prompt = 'Everything for a dentist in Lyon.';

let server: OpenaiServer;
let outcomes: string[] = [];
beforeAll(async () => void (server = await openOpenaiServer()));
beforeEach(() => {
  server.reset();
  outcomes = [];
});
afterAll(() => server.close());

const openai = (options: Partial<OpenaiOptions> = {}) =>
  createOpenai({
    apiKey: key,
    baseUrl: server.baseUrl,
    retry: { initialDelayMs: 1, maxDelayMs: 2 },
    metrics: { observe: (service, operation, outcome) => outcomes.push(`${service}.${operation} ${outcome}`) },
    ...options,
  });

const request = (differences: Partial<CompletionRequest> = {}): CompletionRequest => ({
  operation: 'author',
  model: 'gpt-4o-mini',
  system: 'You write blueprints.',
  messages: [{ role: 'user', content: prompt }],
  maxOutputTokens: 500,
  ...differences,
});

const form = {
  name: 'proposal',
  schema: {
    type: 'object',
    properties: { say: { type: 'string' } },
    required: ['say'],
    additionalProperties: false,
  },
};

describe('an answer', () => {
  it('grows while it comes, and ends with its tokens, its model and the id of the request', async () => {
    server.next('A calendar, three fields and a pipeline.');
    const seen: string[] = [];
    const answer = await openai().complete(request({ onText: (text) => seen.push(text) }));
    expect(seen).toEqual([
      'A calendar, thre',
      'A calendar, three fields and a p',
      'A calendar, three fields and a pipeline.',
    ]);
    expect(answer).toEqual({
      text: 'A calendar, three fields and a pipeline.',
      finish: 'stop',
      model: 'gpt-4o-mini-2024-07-18',
      usage: { inputTokens: 23, cachedInputTokens: 0, outputTokens: 10, estimated: false },
      requestId: expect.stringMatching(/^req_test_\d+$/),
    });
    expect(outcomes).toEqual(['openai.author ok']);
  });

  it('has to take the strict form that was asked for, and the limit, and tells the provider no more than a hash of the person', async () => {
    await openai().complete(request({ form, userHash: 'hash-of-a-person' }));
    expect(server.requests[0]?.raw).toEqual({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: 'You write blueprints.' },
        { role: 'user', content: prompt },
      ],
      stream: true,
      stream_options: { include_usage: true },
      response_format: { type: 'json_schema', json_schema: { ...form, strict: true } },
      temperature: 0.2,
      max_tokens: 500,
      user: 'hash-of-a-person',
    });
  });

  it('says how many tokens the provider had in its own cache', async () => {
    const model = openai();
    await model.complete(request());
    const { usage } = await model.complete(request({ messages: [{ role: 'user', content: 'Another.' }] }));
    expect(usage).toMatchObject({ cachedInputTokens: 6, estimated: false });
  });

  it('has its tokens estimated from its length where the provider counts none', async () => {
    server.next({ fault: 'no-usage', text: '12345' });
    const { usage } = await openai().complete(request());
    expect(usage).toEqual({ inputTokens: 18, cachedInputTokens: 0, outputTokens: 2, estimated: true });
  });

  it('says so when it was cut at its limit', async () => {
    server.next({ fault: 'length', text: 'Half an ans' });
    expect(await openai().complete(request())).toMatchObject({ text: 'Half an ans', finish: 'length' });
  });

  it('is left at four times its limit, whatever the provider still sends', async () => {
    server.next({ fault: 'slow', firstMs: 0, betweenMs: 1, text: 'x'.repeat(10_000) });
    const answer = await openai().complete(request({ maxOutputTokens: 4 }));
    expect(answer).toMatchObject({ text: 'x'.repeat(64), finish: 'length', usage: { estimated: true } });
    await expect.poll(() => server.aborted).toBe(1);
  });

  it('may be a refusal, in the words of the model', async () => {
    server.next({ fault: 'refusal', text: 'I cannot help with that.' });
    const answer = await openai().complete(request({ form }));
    expect(answer).toMatchObject({ text: 'I cannot help with that.', finish: 'refused' });
  });

  it('that a filter stopped is a refusal without words', async () => {
    server.next({ fault: 'content-filter' });
    expect(await openai().complete(request())).toMatchObject({ text: '', finish: 'refused' });
  });

  it('goes to the caller as it is: invalid JSON, JSON of another form, and an echo of the prompt', async () => {
    server.next('{"say": ', '{"other": 1}', { fault: 'echo' });
    const model = openai();
    const texts = [];
    for (const asked of [request({ form }), request({ form }), request()])
      texts.push((await model.complete(asked)).text);
    expect(texts).toEqual(['{"say": ', '{"other": 1}', `You write blueprints.\n\n${prompt}`]);
  });
});

describe('a provider that fails', () => {
  it('is asked again after the time it asks for', async () => {
    server.next({ fault: 'status', status: 429, retryAfterSeconds: 0, code: 'rate_limit_exceeded' });
    expect((await openai().complete(request())).finish).toBe('stop');
    expect(outcomes).toEqual(['openai.author AI_UNAVAILABLE', 'openai.author ok']);
  });

  it('is not waited for when it asks for a minute: the caller hears for how long', async () => {
    server.next({ fault: 'status', status: 429, retryAfterSeconds: 60, code: 'rate_limit_exceeded' });
    await expect(openai().complete(request())).rejects.toMatchObject({
      code: 'AI_UNAVAILABLE',
      retryable: true,
      retryAfterMs: 60_000,
      retryAfterSeconds: 60,
      message: expect.stringContaining('Try again in 60 seconds.'),
      status: 429,
      traceId: expect.stringMatching(/^req_test_/),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('is asked three times, then it is unavailable', async () => {
    server.otherwise({ fault: 'status', status: 500 });
    await expect(openai().complete(request())).rejects.toMatchObject({
      code: 'AI_UNAVAILABLE',
      operation: 'author',
      status: 500,
      message: expect.stringContaining('answered 500'),
    });
    expect(server.requests).toHaveLength(3);
  });

  it('in the middle of its answer is asked again, and the text begins anew', async () => {
    server.next({ fault: 'cut', text: 'A calendar, three fields and a pipeline.' }, 'A calendar and a tag.');
    const seen: string[] = [];
    const answer = await openai().complete(request({ onText: (text) => seen.push(text) }));
    expect(answer.text).toBe('A calendar and a tag.');
    expect(seen).toEqual(['A calendar, thre', 'A calendar, three fi', 'A calendar and a', 'A calendar and a tag.']);
  });

  it('has each attempt told to who counts them', async () => {
    server.next({ fault: 'status', status: 503 }, { fault: 'cut', text: 'A calendar, three fields.' }, 'A calendar.');
    const told: string[] = [];
    const attempts = {
      begin: () => void told.push('begin'),
      fail: (error: unknown) => void told.push(error instanceof Error ? error.message : 'no error'),
    };
    await openai().complete(request({ attempts, onText: (text) => told.push(text) }));
    expect(told.filter((line) => !line.startsWith('A cal'))).toEqual([
      'begin',
      expect.stringContaining('answered 503'),
      'begin',
      expect.stringContaining('broke off'),
      'begin',
    ]);
    expect(told.at(-1)).toBe('A calendar.');
  });

  it('and never comes to an end is unavailable', async () => {
    server.otherwise({ fault: 'cut', text: 'A calendar, three fields and a pipeline.' });
    const failed = openai().complete(request());
    await expect(failed).rejects.toMatchObject({
      code: 'AI_UNAVAILABLE',
      message: expect.stringContaining('broke off'),
    });
    expect(server.requests).toHaveLength(3);
  });

  it('does not hold a caller who waits for the first piece', async () => {
    server.otherwise({ fault: 'slow', firstMs: 60_000, text: 'Too late.' });
    const model = openai({ timeouts: { firstMs: 50 }, retry: { maxRetries: 0 } });
    await expect(model.complete(request())).rejects.toMatchObject({
      code: 'AI_UNAVAILABLE',
      retryable: true,
      message: expect.stringContaining('did not begin to answer within 0.05 s'),
    });
    await expect.poll(() => server.aborted).toBe(1);
  });

  it('does not hold a caller between two pieces', async () => {
    server.otherwise({ fault: 'slow', firstMs: 0, betweenMs: 60_000, text: 'The first piece, and the second one.' });
    const model = openai({ timeouts: { idleMs: 50 }, retry: { maxRetries: 0 } });
    await expect(model.complete(request())).rejects.toThrow('stopped in the middle of its answer');
    await expect.poll(() => server.aborted).toBe(1);
  });

  it('does not hold a caller longer than all of an answer may take, repeats included', async () => {
    server.otherwise({ fault: 'status', status: 500, retryAfterSeconds: 10 });
    const model = openai({ timeouts: { totalMs: 50 } });
    await expect(model.complete(request())).rejects.toMatchObject({
      code: 'AI_UNAVAILABLE',
      message: expect.stringContaining('did not finish within 0.05 s'),
    });
  });

  it('takes a request and never answers: the request is given up', async () => {
    server.otherwise({ fault: 'hang' });
    const model = openai({ timeouts: { totalMs: 200 } });
    await expect(model.complete(request())).rejects.toThrow('did not finish within 0.2 s');
    await expect.poll(() => server.requests.length - server.aborted).toBe(0);
  });

  it('is left alone after several failures, and says that it is down', async () => {
    server.otherwise({ fault: 'status', status: 503 });
    const model = openai({ retry: { maxRetries: 0 }, breaker: { threshold: 2, halfOpenAfterMs: 60_000 } });
    await expect(model.complete(request())).rejects.toThrow('answered 503');
    expect(await model.health()).toEqual({ state: 'up', detail: null });
    await expect(model.complete(request())).rejects.toThrow('answered 503');
    expect(await model.health()).toMatchObject({ state: 'down' });
    await expect(model.complete(request())).rejects.toMatchObject({ code: 'AI_UNAVAILABLE' });
    expect(server.requests).toHaveLength(2);
    expect(outcomes.at(-1)).toBe('openai.author circuit-open');
  });

  it('is tried again after a pause, and up when it answers', async () => {
    server.next({ fault: 'status', status: 503 });
    const model = openai({ retry: { maxRetries: 0 }, breaker: { threshold: 1, halfOpenAfterMs: 1 } });
    await expect(model.complete(request())).rejects.toThrow('answered 503');
    const answer = () => model.complete(request()).catch(() => null);
    await expect.poll(answer).toMatchObject({ finish: 'stop' });
    expect(await model.health()).toEqual({ state: 'up', detail: null });
  });

  it('that breaks the connection, or reports an error, in the middle of its answer is unavailable', async () => {
    const begun = 'data: {"model":"m","choices":[{"index":0,"delta":{"content":"Half"},"finish_reason":null}]}\n\n';
    const failing = createServer((incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      if (incoming.url === '/error/chat/completions') {
        outgoing.end(`${begun}data: {"error":{"message":"overloaded","code":"server_error"}}\n\n`);
      } else outgoing.write(begun, () => outgoing.destroy());
    });
    const { url, close } = await listen(failing);
    for (const path of ['error', 'break']) {
      const model = openai({ baseUrl: `${url}/${path}`, retry: { maxRetries: 0 } });
      await expect(model.complete(request())).rejects.toMatchObject({
        code: 'AI_UNAVAILABLE',
        message: expect.stringContaining('broke off'),
      });
    }
    await close();
  });

  it('only after the last piece has answered', async () => {
    const whole = 'data: {"model":"m","choices":[{"index":0,"delta":{"content":"All"},"finish_reason":"stop"}]}\n\n';
    const failing = createServer((_, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.write(whole, () => outgoing.destroy());
    });
    const { url, close } = await listen(failing);
    const answer = await openai({ baseUrl: url, retry: { maxRetries: 0 } }).complete(request());
    expect(answer).toMatchObject({ text: 'All', finish: 'stop', usage: { estimated: true } });
    await close();
  });

  it('that cannot be reached is unavailable', async () => {
    const model = openai({ baseUrl: `${await refusingUrl()}/v1` });
    await expect(model.complete(request())).rejects.toMatchObject({
      code: 'AI_UNAVAILABLE',
      message: expect.stringMatching(/could not be reached \(ECONNREFUSED\)/),
    });
  });
});

describe('a caller who leaves', () => {
  it('before the first piece hears their own reason at once, and the provider sees them go', async () => {
    server.next({ fault: 'hang' });
    const leaving = new AbortController();
    const answer = openai().complete(request({ signal: leaving.signal }));
    await expect.poll(() => server.requests.length).toBe(1);
    const reason = new Error('The panel was closed.');
    leaving.abort(reason);
    await expect(answer).rejects.toBe(reason);
    await expect.poll(() => server.aborted).toBe(1);
    await expect.poll(() => outcomes).toEqual(['openai.author cancelled']);
    expect(server.requests).toHaveLength(1);
  });

  it('in the middle of the answer does so too, and gets no more text', async () => {
    server.next({ fault: 'slow', firstMs: 0, betweenMs: 30, text: 'word '.repeat(1_000) });
    const leaving = new AbortController();
    const seen: string[] = [];
    const onText = (text: string) => {
      seen.push(text);
      if (seen.length === 2) leaving.abort('enough');
    };
    await expect(openai().complete(request({ signal: leaving.signal, onText }))).rejects.toBe('enough');
    await expect.poll(() => server.aborted).toBe(1);
    expect(seen).toHaveLength(2);
  });

  it('before asking asks nothing', async () => {
    await expect(openai().complete(request({ signal: AbortSignal.abort('gone') }))).rejects.toBe('gone');
    expect(server.requests).toEqual([]);
  });
});

describe('a configuration that is wrong', () => {
  const cases = [
    [401, 'invalid_api_key', 'OPENAI_API_KEY'],
    [403, 'unsupported_country_region_territory', 'permissions'],
    [404, 'model_not_found', 'OPENAI_MODEL'],
    [400, 'context_length_exceeded', 'too long'],
    [400, 'something_else', '400, something_else'],
    [429, 'insufficient_quota', 'no credit left'],
  ] as const;

  it.each(cases)('is told once, with what to check: %i %s', async (status, code, said) => {
    server.otherwise({ fault: 'status', status, code });
    await expect(openai().complete(request())).rejects.toMatchObject({
      code: 'AI_REJECTED',
      retryable: false,
      status,
      message: expect.stringContaining(said),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('says that a server does not take JSON schemas', async () => {
    const error = {
      message: "'response_format.type' must be 'text'",
      type: 'invalid_request_error',
      param: 'response_format',
    };
    const old = await serve(() => ({ status: 400, json: { error } }));
    const failed = openai({ baseUrl: `${old.url}/v1` }).complete(request({ form }));
    await expect(failed).rejects.toMatchObject({
      code: 'AI_REJECTED',
      message: expect.stringContaining('strict JSON schema'),
    });
    await old.close();
  });

  it('says so when something else answers at the address', async () => {
    const page = await serve(() => ({ headers: { 'content-type': 'text/html' }, text: '<h1>Welcome</h1>' }));
    const failed = openai({ baseUrl: page.url }).complete(request());
    await expect(failed).rejects.toMatchObject({
      code: 'AI_REJECTED',
      message: expect.stringContaining('OPENAI_BASE_URL'),
    });
    await page.close();
  });
});

describe('a parameter that a server or model does not take', () => {
  it('is left out from then on', async () => {
    const picky = await serve(({ body }) => {
      const names = Object.keys(JSON.parse(body) as object);
      if (names.includes('max_tokens')) return refusal('max_tokens', "'max_tokens' is not supported with this model.");
      if (names.includes('stream_options')) return refusal('stream_options', 'Unknown parameter.');
      if (names.includes('temperature')) return refusal(null, 'Only the default "temperature" is supported.');
      return { headers: { 'content-type': 'text/event-stream' }, text: streamed('Fine.') };
    });
    const model = openai({ baseUrl: picky.url });
    expect((await model.complete(request())).text).toBe('Fine.');
    expect(await model.complete(request())).toMatchObject({ text: 'Fine.', usage: { estimated: true } });
    const limits = picky.seen.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(limits.map((asked) => [asked.max_tokens, asked.max_completion_tokens, asked.temperature])).toEqual([
      [500, undefined, 0.2],
      [undefined, 500, 0.2],
      [undefined, 500, 0.2],
      [undefined, 500, undefined],
      [undefined, 500, undefined],
    ]);
    await picky.close();
  });

  const refusal = (param: string | null, message: string) => ({
    status: 400,
    json: { error: { message, type: 'invalid_request_error', param, code: 'unsupported_parameter' } },
  });
  const streamed = (content: string) =>
    `data: ${JSON.stringify({ model: 'picky', choices: [{ index: 0, delta: { content }, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`;
});

describe('what nobody else may read', () => {
  it('stands in no message, cause or metric, also when the provider repeats it', async () => {
    const secrets = await serve((_, turn) => ({
      status: turn === 0 ? 401 : 400,
      json: { error: { message: `Incorrect API key ${key} for ${prompt}`, type: 'x', param: prompt, code: key } },
    }));
    const model = openai({ baseUrl: secrets.url });
    for (const asked of [request(), request()]) {
      const error = await model.complete(asked).catch((failed: unknown) => failed);
      expect(everythingIn(error)).not.toMatch(/sk-test|dentist/);
    }
    expect(outcomes.join()).not.toMatch(/sk-test|dentist/);
    await secrets.close();
  });

  it('is not logged, and nothing is taken from the environment, whatever stands there for the SDK', async () => {
    vi.stubEnv('OPENAI_LOG', 'debug');
    vi.stubEnv('OPENAI_ORG_ID', 'org-of-somebody');
    vi.stubEnv('OPENAI_PROJECT_ID', 'project-of-somebody');
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1');
    const printed = (['debug', 'info', 'log', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
    const refusing = await serve(() => ({ status: 400, json: { error: { message: prompt } } }));
    await expect(openai({ baseUrl: refusing.url }).complete(request())).rejects.toMatchObject({ code: 'AI_REJECTED' });
    expect(JSON.stringify(refusing.seen[0]?.headers)).not.toContain('of-somebody');
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await refusing.close();
  });

  it('stands in no message when the key cannot even be sent', async () => {
    const error = await openai({ apiKey: `${key}\nX: y` })
      .complete(request())
      .catch((failed: unknown) => failed);
    expect(error).toMatchObject({ code: 'AI_REJECTED', message: expect.stringContaining('OPENAI_API_KEY') });
    expect(everythingIn(error)).not.toMatch(/sk-test|dentist/);
  });

  const everythingIn = (error: unknown): string =>
    error instanceof Error
      ? [error.message, error.stack, JSON.stringify(error), everythingIn(error.cause)].join('\n')
      : (JSON.stringify(error) ?? '');
});

it('ends with the answers in flight', async () => {
  server.next({ fault: 'slow', firstMs: 30, text: 'Before the end.' });
  const model = openai();
  await model.start();
  let text = '';
  void model.complete(request()).then((answer) => (text = answer.text));
  await model.stop();
  expect(text).toBe('Before the end.');
});
