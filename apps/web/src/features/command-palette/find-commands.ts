import { matchWords } from '../../lib/match-words.ts';
import { type Command, type CommandGroup, commandGroups } from './command.ts';

export interface FoundGroup {
  value: CommandGroup;
  items: Command[];
}

const mostOfGroup = 8;

/** What matches, group by group; those that begin with what was typed first. With nothing typed: the recent, actions and pages. */
export function findCommands(
  commands: readonly Command[],
  { search, recent }: { search: string; recent: readonly string[] },
): FoundGroup[] {
  return search.trim() === '' ? offered(commands, recent) : matching(commands, search.trim(), recent);
}

function offered(commands: readonly Command[], recent: readonly string[]): FoundGroup[] {
  const lately = recent.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  const rest = commands.filter(({ id, group }) => (group === 'Actions' || group === 'Pages') && !recent.includes(id));
  return grouped([...lately.map((command) => ({ ...command, group: 'Recent' as const })), ...rest]);
}

function matching(commands: readonly Command[], search: string, recent: readonly string[]): FoundGroup[] {
  const matches = matchWords(search);
  const begins = matchesBeginning(search);
  const rank = ({ id, label }: Command) => (begins(label) ? 0 : 2) + (recent.includes(id) ? 0 : 1);
  const found = commands.filter(({ label, detail, words }) => matches([label, detail, words].join(' ')));
  const groups = grouped(found.toSorted((a, b) => rank(a) - rank(b)));
  return groups.map(({ value, items }) => ({ value, items: items.slice(0, mostOfGroup) }));
}

function grouped(commands: readonly Command[]): FoundGroup[] {
  const groups = Map.groupBy(commands, ({ group }) => group);
  return commandGroups.flatMap((value) => {
    const items = groups.get(value);
    return items ? [{ value, items }] : [];
  });
}

const matchesBeginning = (search: string) => {
  const begin = search.toLowerCase();
  return (label: string): boolean => label.toLowerCase().startsWith(begin);
};
