import { parseBlueprint } from '../blueprint/parse-blueprint.ts';
import { readSource, type SourceDocument } from '../blueprint/read-source.ts';
import { namePattern } from '../blueprint/schema.ts';
import type { VariableDeclaration } from '../blueprint/types.ts';
import { isJsonObject, type Json, type JsonObject, sameJson } from '../json.ts';
import type { EditResult } from './edit-resource.ts';
import { editText } from './edit-text.ts';
import type { Place } from './locate.ts';
import { renameText } from './rename-text.ts';

/** The text with a variable declared so. One that is there changes where it stands, and only in what is new; others stay as written. */
export function setVariable(source: string, name: string, declaration: VariableDeclaration): EditResult {
  const text = readText(source);
  if (!text) return refuse(unreadable);
  if (!namePattern.test(name)) return refuse(notAName(name));
  const wanted = written(declaration);
  const steps = stepsTo(text, name, wanted);
  if (!steps) return refuse(unreadable);
  const edited = steps.reduce((now, step) => editText(now, text.format, step), source);
  const fault = newFault(source, edited);
  return fault === null ? { ok: true, source: edited } : refuse(fault);
}

/** Under another name, in its declaration and wherever `${var.name}` stands. */
export function renameVariable(source: string, from: string, to: string): EditResult {
  const text = readText(source);
  if (!text) return refuse(unreadable);
  if (!namePattern.test(to)) return refuse(notAName(to));
  if (!Object.hasOwn(text.variables, from)) return refuse(`The text has no variable "${from}" any more.`);
  if (from === to) return { ok: true, source };
  if (Object.hasOwn(text.variables, to)) return refuse(`There is a variable "${to}" already. Choose another name.`);
  return { ok: true, source: renameText(source, text.format, { from, to }) };
}

/** Without its declaration. What uses it stays, and is a fault until it is changed. */
export function removeVariable(source: string, name: string): EditResult {
  const text = readText(source);
  if (!text) return refuse(unreadable);
  if (!Object.hasOwn(text.variables, name)) return refuse(`The text has no variable "${name}" any more.`);
  const isLast = Object.keys(text.variables).length === 1;
  const at = isLast ? ['variables'] : ['variables', name];
  return { ok: true, source: editText(source, text.format, { at, do: 'remove' }) };
}

const refuse = (reason: string): EditResult => ({ ok: false, reason });
const unreadable = 'The text cannot be read as YAML or JSON. Correct that first.';
const notAName = (name: string): string =>
  `"${name}" is not a name: use lower-case letters, digits and underscores, a letter first, at most 63 (e.g. front_desk_phone).`;

interface Text {
  root: JsonObject;
  variables: JsonObject;
  format: SourceDocument['format'];
}

/** Faults of what it says do no harm here. */
function readText(source: string): Text | null {
  const read = readSource(source);
  if ('issues' in read || !isJsonObject(read.document.value)) return null;
  const root = read.document.value;
  const variables = root['variables'];
  return { root, variables: isJsonObject(variables) ? variables : {}, format: read.document.format };
}

/** What says nothing is left out. */
function written({ type, description, default: preset, secret }: VariableDeclaration): JsonObject {
  return {
    type,
    ...(description === undefined || description.trim() === '' ? {} : { description }),
    ...(preset === undefined ? {} : { default: preset }),
    ...(secret ? { secret } : {}),
  };
}

/** Null: what stands under "variables" is no mapping, and not for us to throw away. */
function stepsTo({ root, variables, format }: Text, name: string, wanted: JsonObject): Place[] | null {
  const held = root['variables'] ?? null;
  if (held !== null && !isJsonObject(held)) return null;
  if (held === null && format === 'json')
    return [{ at: [], do: 'set', value: withVariables(root, { [name]: wanted }) }];
  if (held === null) return [{ at: ['variables'], do: 'set', value: { [name]: wanted } }];
  const declared = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (!isJsonObject(declared)) return [{ at: ['variables', name], do: 'set', value: wanted }];
  const gone = Object.keys(declared).filter((key) => !(key in wanted));
  const changed = Object.entries(wanted).filter(([key, value]) => !isSame(declared[key], value));
  return [
    ...changed.map(([key, value]): Place => ({ at: ['variables', name, key], do: 'set', value })),
    ...gone.map((key): Place => ({ at: ['variables', name, key], do: 'remove' })),
  ];
}

const isSame = (held: Json | undefined, wanted: Json): boolean => held !== undefined && sameJson(held, wanted);

/** Before the resources, where they are looked for. */
function withVariables(root: JsonObject, variables: JsonObject): JsonObject {
  const entries = Object.entries(root).filter(([key]) => key !== 'variables');
  const place = entries.findIndex(([key]) => key === 'resources');
  return Object.fromEntries(entries.toSpliced(place === -1 ? entries.length : place, 0, ['variables', variables]));
}

/** A fault that the text before had not. */
function newFault(before: string, after: string): string | null {
  const parsed = parseBlueprint(after);
  if (parsed.ok) return null;
  const was = parseBlueprint(before);
  const known = new Set(was.ok ? [] : was.issues.map(({ path, message }) => `${path}: ${message}`));
  return parsed.issues.find(({ path, message }) => !known.has(`${path}: ${message}`))?.message ?? null;
}
