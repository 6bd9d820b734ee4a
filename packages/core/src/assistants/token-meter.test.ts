import { ServiceError } from '@groundwork/integrations';
import { describe, expect, test } from 'vitest';
import { createTokenMeter } from './token-meter.ts';

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

describe('what a failed call used', () => {
  test.each<[string, unknown]>([
    ['an answer with an error', failure({ status: 500 })],
    ['a refused request', failure({ code: 'AI_REJECTED' })],
    ['a server that was not there', failure({ cause: refused })],
  ])('is nothing after %s', (_, error) => {
    expect(createTokenMeter(100).ofFailure(error)).toBeNull();
  });

  test.each<[string, unknown]>([
    ['no answer in time', failure()],
    ['a person who left', new Error('cancelled')],
  ])('is the prompt after %s', (_, error) => {
    const spent = { inputTokens: 100, cachedInputTokens: 0, outputTokens: 0, estimated: true };
    expect(createTokenMeter(100).ofFailure(error)).toEqual(spent);
  });

  test('is also what was said, and said again', () => {
    const meter = createTokenMeter(100);
    for (const text of ['abc', 'abcdef', 'abc', 'abcdefghi']) meter.hear(text);
    expect(meter.ofFailure(failure({ status: 500 }))).toMatchObject({ inputTokens: 200, outputTokens: 2 + 3 });
  });
});

test('a call that came to its end after it broke off once used both', () => {
  const meter = createTokenMeter(100);
  const usage = { inputTokens: 80, cachedInputTokens: 60, outputTokens: 9, estimated: false };
  meter.hear('abcdef');
  expect(meter.withLost(usage)).toBe(usage);
  meter.hear('abc');
  expect(meter.withLost(usage)).toEqual({ inputTokens: 180, cachedInputTokens: 60, outputTokens: 11, estimated: true });
});
