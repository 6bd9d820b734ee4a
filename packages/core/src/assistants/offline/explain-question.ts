import { parseBlueprint, resourceList } from '@groundwork/shared/blueprint';
import type { AssistantContent, BlueprintResourceView } from '@groundwork/shared/views';
import { documentResource } from './document-blueprint.ts';
import { glossary, type GlossaryEntry } from './glossary.ts';
import { findPhrase, stemsOf, wordsOf } from './words.ts';

const maxEntries = 3;

/** Looks a question up, word by word; what it names of the blueprint at hand is shown with it. */
export function explainQuestion(question: string, source: string): AssistantContent {
  const asked = question.slice(0, 2_000);
  const named = resourcesNamed(asked, source);
  const entries = entriesFor(`${asked} ${named.map(({ kind }) => kindWords[kind]).join(' ')}`);
  if (entries.length === 0 && named.length === 0) return { kind: 'text', text: unknown };
  return {
    kind: 'text',
    text: [
      ...named.map((resource) => `## ${resource.address}\n\nIn this blueprint: ${documentResource(resource)}`),
      ...entries.map(({ title, text }) => `## ${title}\n\n${text}`),
      'From a glossary, found by its words, without a language model.',
    ].join('\n\n'),
  };
}

/** Longer phrases tell more; what is part of a longer one that was found says nothing by itself. */
function entriesFor(question: string): GlossaryEntry[] {
  const words = wordsOf(question);
  const found = glossary
    .flatMap((entry) => {
      const longest = Math.max(
        0,
        ...entry.words.map(stemsOf).map((phrase) => (findPhrase(words, phrase) ? phrase.length : 0)),
      );
      return longest > 0 ? [{ entry, longest }] : [];
    })
    .toSorted((a, b) => b.longest - a.longest);
  const best = found[0]?.longest ?? 0;
  return found
    .filter(({ longest }) => longest === best || best === 1)
    .slice(0, maxEntries)
    .map(({ entry }) => entry);
}

function resourcesNamed(question: string, source: string): BlueprintResourceView[] {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return [];
  return resourceList(parsed.blueprint)
    .filter(({ address }) => new RegExp(`(?<![\\w.])${address.replaceAll('.', '\\.')}(?![\\w])`).test(question))
    .slice(0, maxEntries);
}

const kindWords: Readonly<Record<BlueprintResourceView['kind'], string>> = {
  tag: 'tag',
  customField: 'custom field',
  customValue: 'custom value',
  calendarGroup: 'calendar group',
  calendar: 'calendar',
  pipeline: 'pipeline',
  product: 'product',
  triggerLink: 'trigger link',
};

const unknown = `There is no entry for this. The glossary is looked up by words, without a language model; it knows: ${glossary.map(({ title }) => title.toLowerCase()).join(', ')}.`;
