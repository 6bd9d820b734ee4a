import { expect, test } from 'vitest';
import type { JobEvent } from '../index.ts';
import { createFakeGroundwork } from './create-fake-groundwork.ts';
import { eventsOf } from './events-of.ts';
import { pagesOf } from './pages-of.ts';

test('answers what was programmed, and holds what was called', async () => {
  const fake = createFakeGroundwork({ blueprints: { format: (source) => Promise.resolve({ source: source.trim() }) } });
  fake.programme({ jobs: { redrive: () => Promise.resolve({ redriven: 2 }) } });
  expect(await fake.blueprints.format(' a ')).toEqual({ source: 'a' });
  expect(await fake.jobs.redrive()).toEqual({ redriven: 2 });
  expect(fake.calls).toEqual([
    { name: 'blueprints.format', input: [' a '] },
    { name: 'jobs.redrive', input: [] },
  ]);
});

test('says which call a test forgot', () => {
  expect(() => createFakeGroundwork().jobs.get('1')).toThrow('called jobs.get, which it did not programme');
  expect(() => createFakeGroundwork().me()).toThrow('called me,');
});

test('lists and events are walked as real ones are', async () => {
  const pages = pagesOf(['a', 'b', 'c'], 2);
  expect(await pages.toArray()).toEqual(['a', 'b', 'c']);
  expect(await pages.page('2')).toEqual({ items: ['c'], nextCursor: null });
  const seen: JobEvent[] = [];
  for await (const event of eventsOf([{ type: 'feed.cut' }, { type: 'feed.cut' }])) seen.push(event);
  expect(seen.map(({ id }) => id)).toEqual([1, 2]);
});
