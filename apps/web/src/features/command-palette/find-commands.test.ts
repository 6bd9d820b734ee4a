import { Rocket } from 'lucide-react';
import { expect, test } from 'vitest';
import type { Command, CommandGroup } from './command.ts';
import { findCommands } from './find-commands.ts';

const command = (group: CommandGroup, label: string, words?: string): Command => ({
  id: label,
  group,
  label,
  words,
  icon: Rocket,
  run: () => undefined,
});
const commands = [
  command('Pages', 'Rollouts'),
  command('Actions', 'New rollout'),
  command('Accounts', 'Casa Ünal', 'loc-1'),
  command('Accounts', 'Una Fitness', 'loc-2'),
];
const found = (search: string, recent: string[] = []) =>
  findCommands(commands, { search, recent }).map(({ value, items }) => [value, items.map(({ label }) => label)]);

test('with nothing typed it offers what was chosen lately, then actions and pages, each once', () => {
  expect(found('', ['Una Fitness', 'Rollouts', 'gone'])).toEqual([
    ['Recent', ['Una Fitness', 'Rollouts']],
    ['Actions', ['New rollout']],
  ]);
});

test('it finds by words, whatever their accents, and by id', () => {
  expect(found('una')).toEqual([['Accounts', ['Una Fitness', 'Casa Ünal']]]);
  expect(found('loc-1')).toEqual([['Accounts', ['Casa Ünal']]]);
  expect(found('rollout')).toEqual([
    ['Actions', ['New rollout']],
    ['Pages', ['Rollouts']],
  ]);
  expect(found('nothing')).toEqual([]);
});

test('it shows the first eight of a group, those chosen lately before others', () => {
  const many = Array.from({ length: 20 }, (_, at) => command('Accounts', `Office ${at}`));
  const [group] = findCommands(many, { search: 'office', recent: ['Office 17'] });
  expect(group?.items).toHaveLength(8);
  expect(group?.items[0]?.label).toBe('Office 17');
});
