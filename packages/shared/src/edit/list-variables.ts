import { readSource, type SourceDocument } from '../blueprint/read-source.ts';
import { declaredResources } from '../blueprint/declared-resources.ts';
import { pathText } from '../blueprint/json-path.ts';
import { textsOf } from '../blueprint/map-texts.ts';
import { parseTemplate } from '../blueprint/template.ts';
import { type VariableDeclaration, type VariableType, variableTypes } from '../blueprint/types.ts';
import type { SourceLocation } from '../errors.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';

/** Where a resource says `${var.name}`. */
export interface VariableUse {
  address: string;
  /** Within the resource: `stages[0].name`. */
  path: string;
  at: SourceLocation;
}

export interface ListedVariable {
  name: string;
  /** As far as it is written well; null: it is used, and declared nowhere. */
  declaration: VariableDeclaration | null;
  at: SourceLocation | null;
  uses: VariableUse[];
}

/** The variables of a text, in its order, then those that it uses without declaring them. Null: it cannot be read at all. */
export function listVariables(source: string): ListedVariable[] | null {
  const read = readSource(source);
  if ('issues' in read) return null;
  const { document } = read;
  const uses = usesIn(document);
  const variables = isJsonObject(document.value) ? document.value['variables'] : null;
  const declared = Object.entries(isJsonObject(variables) ? variables : {}).map(([name, written]): ListedVariable => ({
    name,
    declaration: declarationOf(written),
    at: document.locate(['variables', name], { key: true }),
    uses: uses.get(name) ?? [],
  }));
  const known = new Set(declared.map(({ name }) => name));
  const others = [...uses].filter(([name]) => !known.has(name));
  return [...declared, ...others.map(([name, found]) => ({ name, declaration: null, at: null, uses: found }))];
}

function usesIn(document: SourceDocument): Map<string, VariableUse[]> {
  const found = new Map<string, VariableUse[]>();
  for (const { address, properties, meta, path: base } of declaredResources(document.value)) {
    const { when = null, forEach = null } = meta;
    for (const { text, path } of textsOf({ when, forEach, ...properties }))
      for (const piece of text.includes('${') ? parseTemplate(text) : []) {
        if (piece.type !== 'variable') continue;
        const at = document.locate([...base, ...path], { text: piece.raw });
        const use = { address, path: pathText(path), at };
        const known = found.get(piece.name);
        if (known) known.push(use);
        else found.set(piece.name, [use]);
      }
  }
  return found;
}

function declarationOf(written: Json): VariableDeclaration {
  const { type, description, default: preset, secret } = isJsonObject(written) ? written : {};
  return {
    type: isType(type) ? type : 'string',
    ...(typeof description === 'string' ? { description } : {}),
    ...(isValue(preset) ? { default: preset } : {}),
    ...(secret === true ? { secret } : {}),
  };
}

const isType = (type: Json | undefined): type is VariableType => variableTypes.some((known) => known === type);

const isValue = (value: Json | undefined): value is string | number | boolean | string[] =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (isJsonList(value) && value.every((item) => typeof item === 'string'));
