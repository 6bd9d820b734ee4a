import type { DeclaredResource } from '../../blueprint/declared-resources.ts';
import { hasExpression } from '../../blueprint/template.ts';
import { canonicalJson, type Json } from '../../json.ts';
import { kinds } from '../../kinds/registry.ts';
import { textOf } from '../../kinds/text-of.ts';
import type { Finding, Rule } from './types.ts';

/** Names that a person would take for one: they differ in spaces, hyphens or a plural. */
export const alike: Rule = ({ resources }) => {
  const named = resources.filter(({ properties }) => !hasExpression(nameOf(properties['name'])));
  const groups = Map.groupBy(named, ({ kind, properties }) =>
    [kind, textOf(properties['model']) || 'contact', singular(nameOf(properties['name']))].join(' '),
  );
  return [...groups.values()].flatMap((group): Finding[] => {
    const [first, ...rest] = group;
    if (!first || rest.length === 0) return [];
    const names = group.map(({ properties }) => `"${nameOf(properties['name'])}"`);
    const isSame = rest.every((other) => canonicalJson(unnamed(other)) === canonicalJson(unnamed(first)));
    return [
      {
        title: `Use one of ${listed(names)}`,
        why: `A person takes these ${kinds[first.kind].labelPlural.toLowerCase()} for one, and GHL keeps each of them apart: some contacts end up with one, some with the other.`,
        reason: 'duplicate',
        addresses: group.map(({ address }) => address),
        change: isSame ? { remove: rest.map(({ address }) => address) } : null,
      },
    ];
  });
};

const separators = { snake: '_', kebab: '-', spaced: ' ' } as const;
type Convention = keyof typeof separators;

/** Tags in two conventions: nobody remembers which is written how. */
export const mixedTags: Rule = ({ resources }) => {
  const tags = resources.flatMap((resource) => {
    const name = nameOf(resource.properties['name']);
    const convention = resource.kind === 'tag' && !hasExpression(name) ? conventionOf(name) : null;
    return convention ? [{ resource, name, convention }] : [];
  });
  const groups = [...Map.groupBy(tags, ({ convention }) => convention)].toSorted(([, a], [, b]) => b.length - a.length);
  const [main, ...others] = groups;
  if (!main || others.length === 0 || main[1].length < 2) return [];
  const odd = others.flatMap(([, group]) => group);
  return [
    {
      title: `Write all tags ${words[main[0]]}`,
      why: `Most are written so, and ${listed(odd.slice(0, 3).map(({ name }) => `"${name}"`))} ${odd.length === 1 ? 'is' : 'are'} not. A filter or workflow that names a tag in the other way finds nobody. Where a tag is in use already, workflows that name it have to follow.`,
      reason: 'convention',
      addresses: odd.map(({ resource }) => resource.address),
      change: {
        resources: odd.map(({ resource, name }) => ({
          kind: 'tag',
          address: resource.name,
          name: name.replaceAll(/[\s_-]+/g, separators[main[0]]),
        })),
      },
    },
  ];
};

const words: Readonly<Record<Convention, string>> = {
  snake: 'with underscores',
  kebab: 'with hyphens',
  spaced: 'with spaces',
};

/** Words that have a hyphen of their own. */
const hyphenated =
  /\b(no-show|follow-up|walk-in|(check|opt|sign|drop)-(in|up|out|off)|e-?mail|one-time|long-term|after-hours|(pre|re|co|non|semi|anti|cross|self|post|multi|ex)-\w+)\b/g;

function conventionOf(name: string): Convention | null {
  const plain = name.toLowerCase().replaceAll(hyphenated, 'word');
  const found = (Object.keys(separators) as Convention[]).filter((each) => plain.includes(separators[each]));
  return found.length === 1 ? (found[0] ?? null) : null;
}

const nameOf = (name: Json | undefined): string => textOf(name);

const singular = (name: string): string =>
  name
    .toLowerCase()
    .split(/[\s_-]+/)
    .map((word) => (word.length > 3 ? word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '') : word))
    .join('');

const unnamed = ({ properties, meta }: DeclaredResource): Json => {
  const { name: _, ...rest } = properties;
  return {
    ...rest,
    ...(Object.fromEntries(Object.entries(meta).filter(([, value]) => value !== undefined)) as object),
  };
};

const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1) ?? ''}`;
