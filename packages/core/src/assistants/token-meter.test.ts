import { ServiceError } from '@groundwork/integrations';
import { describe, expect, test } from 'vitest';
import { createTokenMeter, type TokenMeter } from './token-meter.ts';

const failure = (differences: Partial<ConstructorParameters<typeof ServiceError>[0]> = {}) =>
  new ServiceError({
    service: 'openai',
    operation: 'author',
    code: 'AI_UNAVAILABLE',
    message: 'Away.',
    retryable: true,
    outcome: 'not-applied',
    ...differences,
  });
const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

/** Attempts, one after the other: what each said, and how it failed; without an error it was left or completed. */
function attempts(...tried: { said?: string[]; error?: unknown }[]): TokenMeter {
  const meter = createTokenMeter(100);
  for (const { said = [], error } of tried) {
    meter.begin();
    for (const text of said) meter.hear(text);
    if (error) meter.fail(error);
  }
  return meter;
}

describe('what a failed call used', () => {
  test.each<[string, unknown]>([
    ['an answer with an error', failure({ status: 500 })],
    ['a refused request', failure({ code: 'AI_REJECTED' })],
    ['a server that was not there', refused],
  ])('is nothing after %s', (_, error) => {
    expect(attempts({ error }, { error }).ofFailure()).toBeNull();
  });

  test('is nothing where it never came to a call', () => {
    expect(attempts().ofFailure()).toBeNull();
  });

  test.each<[string, TokenMeter, number]>([
    ['no answer in time', attempts({ error: failure() }), 100],
    ['no answer in time, three times', attempts({ error: failure() }, { error: failure() }, { error: failure() }), 300],
    ['an answer that ended before it began', attempts({ error: failure({ status: 200 }) }), 100],
    ['a person who left', attempts({}), 100],
    [
      'a person who left while it was asked again after an error',
      attempts({ error: failure({ status: 500 }) }, {}),
      100,
    ],
  ])('is the prompt, once an attempt, after %s', (_, meter, inputTokens) => {
    expect(meter.ofFailure()).toEqual({ inputTokens, cachedInputTokens: 0, outputTokens: 0, estimated: true });
  });

  test('is also what was said, and said again, were it as long as before', () => {
    const error = failure({ status: 200 });
    const meter = attempts({ said: ['abc', 'abcdef'], error }, { said: ['abcdef', 'abcdefghi'], error });
    expect(meter.ofFailure()).toMatchObject({ inputTokens: 200, outputTokens: 2 + 3 });
  });
});

describe('a call that came to its end', () => {
  const usage = { inputTokens: 80, cachedInputTokens: 60, outputTokens: 9, estimated: false };

  test('used what the provider says', () => {
    expect(attempts({ said: ['abcdef'] }).withLost(usage)).toBe(usage);
    expect(attempts({ error: failure({ status: 429 }) }, { said: ['abcdef'] }).withLost(usage)).toBe(usage);
  });

  test('after it broke off once used both', () => {
    const meter = attempts({ said: ['abcdef'], error: failure() }, { said: ['abcdef', 'abcdefghi'] });
    const both = { inputTokens: 180, cachedInputTokens: 60, outputTokens: 11, estimated: true };
    expect(meter.withLost(usage)).toEqual(both);
  });
});
