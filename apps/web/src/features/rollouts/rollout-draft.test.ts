import { expect, test } from 'vitest';
import { choose, emptyDraft, readSettings, targetsOf, toggleFirst } from './rollout-draft.ts';

test('an account that is taken out does not go first any more', () => {
  const draft = toggleFirst(choose(emptyDraft, ['a', 'b', 'c'], true), 'b');
  expect(choose(draft, ['c', 'd'], true).chosen).toEqual(['a', 'b', 'c', 'd']);
  expect(choose(draft, ['b', 'c'], false)).toMatchObject({ chosen: ['a'], first: [] });
  expect(toggleFirst(draft, 'b').first).toEqual([]);
});

test('those that go first lead the targets and are the canary', () => {
  const given = new Map([['c', { phone: '+1' }]]);
  expect(targetsOf(['a', 'b', 'c'], ['c'], given)).toEqual([
    { locationId: 'c', inputs: { phone: '+1' } },
    { locationId: 'a' },
    { locationId: 'b' },
  ]);
  expect(readSettings(emptyDraft, ['c', 'b']).settings.canary).toBe(2);
  expect(readSettings(emptyDraft, []).settings.canary).toBe(1);
});

test.each(['', 'ten', '1.5', '-1', '101'])('says what is wrong with a canary of “%s”', (canary) => {
  const draft = { ...emptyDraft, settings: { ...emptyDraft.settings, canary } };
  expect(readSettings(draft, []).faults).toEqual({ canary: 'Write a whole number from 0 to 100' });
  expect(readSettings(draft, ['a']).faults).toEqual({});
});
