import { expect, it } from 'vitest';
import { createDialect } from './dialect.ts';

it("speaks OpenAI's newest words to OpenAI: its limit, its hash of the person, its cache key, and no stored copy", () => {
  const body = createDialect(true).bodyOf({
    operation: 'author',
    model: 'gpt-4o-mini',
    system: 'You write blueprints.',
    messages: [{ role: 'user', content: 'For a dentist.' }],
    maxOutputTokens: 500,
    userHash: 'hash-of-a-person',
  });
  expect(body).toEqual({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'You write blueprints.' },
      { role: 'user', content: 'For a dentist.' },
    ],
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0.2,
    max_completion_tokens: 500,
    safety_identifier: 'hash-of-a-person',
    prompt_cache_key: 'author',
    store: false,
  });
});
