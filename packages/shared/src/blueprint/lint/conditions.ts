import { isJsonList, isJsonObject, type Json } from '../../json.ts';
import type { DeclaredResource } from '../declared-resources.ts';
import { hasExpression, parseTemplate } from '../template.ts';
import type { VariableDeclaration } from '../types.ts';
import type { Finding } from './finding.ts';

type Variables = Readonly<Record<string, VariableDeclaration>>;

/** A `when` that cannot go both ways, and a `forEach` that makes no more than one. */
export const lintConditions = (resources: readonly DeclaredResource[], variables: Variables): Finding[] =>
  resources.flatMap((resource) => [...whenFindings(resource, variables), ...forEachFindings(resource)]);

function whenFindings({ meta, path, address }: DeclaredResource, variables: Variables): Finding[] {
  const { when } = meta;
  const at = [...path, 'when'];
  const variable = variableOf(when, variables);
  if (typeof when === 'string' && variable && variable.type !== 'boolean')
    return [
      {
        message: `"when" wants a variable that is true or false, and this one is a ${variable.type}, so no plan can be made. Declare it boolean, or compare it: { value: '${when}', in: […] }.`,
        path: at,
      },
    ];
  const holds = alwaysHolds(when, variables);
  if (holds === null) return [];
  const message = holds
    ? `This "when" always holds. Leave it out.`
    : `This "when" never holds, so ${address} is made nowhere, and deleted where it was made. Remove the resource, or correct the condition.`;
  return [{ message, path: at }];
}

/** True or false where it is the same for every account, else null. */
function alwaysHolds(when: Json | undefined, variables: Variables): boolean | null {
  if (typeof when === 'boolean') return when;
  if (!isJsonObject(when)) return null;
  const { value = null, in: among, notIn } = when;
  const list = isJsonList(among) ? among : isJsonList(notIn) ? notIn : [];
  if (list.some((item) => typeof item === 'string' && hasExpression(item))) return null;
  const isAmong = isAlwaysAmong(value, list.map(wordOf), variables);
  return isAmong === null || notIn === undefined ? isAmong : !isAmong;
}

function isAlwaysAmong(value: Json, words: readonly string[], variables: Variables): boolean | null {
  if (typeof value !== 'string' || !hasExpression(value)) return words.includes(wordOf(value));
  const type = variableOf(value, variables)?.type;
  if (type === 'number') return words.every((word) => word.trim() === '' || Number.isNaN(Number(word))) ? false : null;
  if (type !== 'boolean') return null;
  const found = ['true', 'false'].filter((word) => words.includes(word));
  return found.length === 1 ? null : found.length === 2;
}

function forEachFindings({ meta: { forEach }, path, address }: DeclaredResource): Finding[] {
  const count = isJsonList(forEach) ? forEach.length : isJsonObject(forEach) ? Object.keys(forEach).length : null;
  if (count === null || count > 1) return [];
  const message =
    count === 0
      ? `This "forEach" has no item, so ${address} makes nothing. Add items, or remove the resource.`
      : `This "forEach" has one item, so ${address} is one resource with a longer address. Write it without, unless more will follow.`;
  return [{ message, path: [...path, 'forEach'], key: true }];
}

/** The variable that a text is, and nothing besides. */
function variableOf(text: Json | undefined, variables: Variables): VariableDeclaration | null {
  if (typeof text !== 'string') return null;
  const [piece, ...rest] = parseTemplate(text);
  return piece?.type === 'variable' && rest.length === 0 ? (variables[piece.name] ?? null) : null;
}

const wordOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
