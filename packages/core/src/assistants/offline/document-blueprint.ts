import type { Json, JsonObject } from '@groundwork/shared';
import { parseBlueprint, resourceList, variableList } from '@groundwork/shared/blueprint';
import { applyOrder } from '@groundwork/shared/kinds';
import type { AssistantContent, BlueprintResourceView } from '@groundwork/shared/views';
import { explainFaults } from './explain-faults.ts';
import { forClients } from './for-clients.ts';

/** What a blueprint brings, in a client's words. */
export function documentBlueprint(source: string): AssistantContent {
  const parsed = parseBlueprint(source);
  if (!parsed.ok) return explainFaults(source);
  const { name, description } = parsed.blueprint;
  const resources = resourceList(parsed.blueprint);
  const asked = variableList(parsed.blueprint);
  const sections = applyOrder.flatMap((kind) => {
    const ofKind = resources.filter((resource) => resource.kind === kind);
    const { title, means, edit } = forClients[kind];
    if (ofKind.length === 0) return [];
    return [`## ${title}`, means, ofKind.map((resource) => `- ${documentResource(resource)}`).join('\n'), `*${edit}*`];
  });
  const values = asked.map(({ name: variable, description: about, required, secret, default: usual }) => {
    const value = secret ? 'kept secret' : required ? 'to be given' : `usually ${textOf(usual)}`;
    return `- **${about ?? variable}**: ${value}`;
  });
  return {
    kind: 'text',
    text: [
      `# ${name}`,
      ...(description === undefined ? [] : [description]),
      ...sections,
      ...(values.length > 0
        ? ['## What we need from you', 'These differ from account to account:', values.join('\n')]
        : []),
      '## What stays to do by hand',
      'Workflows, forms, funnels and websites, phone numbers and the sending domain are not part of this. Someone sets them up in the account, with the tags, fields and texts from here.',
    ].join('\n\n'),
  };
}

/** One resource in a line: its name, and what there is to know of it. */
export function documentResource({ kind, title, properties, meta }: BlueprintResourceView): string {
  const about = detail(kind, properties);
  const each = meta['forEach'] === undefined ? '' : ', one for each item of a list';
  const when = meta['when'] === undefined ? '' : ', where it applies';
  return `**${plain(title)}**${about === '' ? '' : `: ${about}`}${each}${when}`;
}

function detail(kind: BlueprintResourceView['kind'], properties: JsonObject): string {
  switch (kind) {
    case 'tag':
    case 'calendarGroup':
      return plain(textOf(properties['description'] ?? ''));
    case 'customField':
      return [dataTypes[textOf(properties['dataType'])] ?? 'text', listText(properties['options'])]
        .filter(Boolean)
        .join(': ');
    case 'customValue':
      return `"${plain(textOf(properties['value'] ?? ''))}"`;
    case 'pipeline':
      return namesOf(properties['stages']).join(' → ');
    case 'calendar': {
      const { slotDuration, description } = properties;
      return [slotDuration === undefined ? '' : `${textOf(slotDuration)} minutes`, plain(textOf(description ?? ''))]
        .filter(Boolean)
        .join('. ');
    }
    case 'product':
      return pricesOf(properties['prices']);
    case 'triggerLink':
      return `leads to ${plain(textOf(properties['redirectTo'] ?? ''))}`;
  }
}

const dataTypes: Readonly<Record<string, string>> = {
  LARGE_TEXT: 'longer text',
  NUMERICAL: 'number',
  FLOAT: 'number',
  PHONE: 'phone number',
  MONETORY: 'amount of money',
  CHECKBOX: 'check boxes',
  SINGLE_OPTIONS: 'one of',
  MULTIPLE_OPTIONS: 'any of',
  RADIO: 'one of',
  DATE: 'date',
  TIME: 'time',
  FILE_UPLOAD: 'file',
  SIGNATURE: 'signature',
};

/** Without what only Groundwork reads: an expression is what will stand in its place. */
const plain = (text: string): string =>
  text
    .replaceAll(/\{\{\s*\$\{[^}]*\.(\w+)\.\w+\}\s*\}\}/g, (_, name: string) => `(${words(name)})`)
    .replaceAll(/\$\{(?:\w+\.)?(\w+)(?:\.\w+)?\}/g, (_, name: string) => `(${words(name)})`)
    .replaceAll(/\{\{\s*(?:\w+\.)?(\w+)\s*\}\}/g, (_, name: string) => `(${words(name)})`)
    .replaceAll(/\s+/g, ' ')
    .trim();

const words = (name: string): string => name.replaceAll('_', ' ');
const listText = (list: Json | undefined): string => (Array.isArray(list) ? list.map(String).join(', ') : '');
const objectsOf = (list: Json | undefined): JsonObject[] =>
  Array.isArray(list)
    ? list.flatMap((each: Json) =>
        typeof each === 'object' && each !== null && !Array.isArray(each) ? [each as JsonObject] : [],
      )
    : [];
const namesOf = (list: Json | undefined): string[] => objectsOf(list).map((each) => textOf(each['name'] ?? ''));
const textOf = (value: Json | undefined): string =>
  typeof value === 'string'
    ? value
    : value === undefined || value === null
      ? ''
      : Array.isArray(value)
        ? value.map(String).join(', ')
        : JSON.stringify(value);

const pricesOf = (list: Json | undefined): string =>
  objectsOf(list)
    .map(({ name, amount, currency, interval }) => {
      const price = plain(`${textOf(amount)} ${textOf(currency)}`);
      return `${textOf(name)} ${price}${interval === undefined ? '' : ` a ${textOf(interval)}`}`;
    })
    .join(', ');
