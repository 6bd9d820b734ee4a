import type { Issue } from '../errors.ts';
import { isJsonObject } from '../json.ts';
import { isIdentity } from '../kinds/is-identity.ts';
import { isKindName, kinds } from '../kinds/registry.ts';
import { kindNames } from '../kinds/types.ts';
import { type DeclaredResource, declaredResources } from './declared-resources.ts';
import { didYouMean } from './did-you-mean.ts';
import { findCycles } from './find-cycles.ts';
import { pathText, valueAt } from './json-path.ts';
import { maxIssues } from './limits.ts';
import { type Path, textsOf } from './map-texts.ts';
import type { SourceDocument } from './read-source.ts';
import { baseAddress, parseTemplate, type Piece } from './template.ts';
import type { Reference } from './types.ts';

interface Scope {
  variables: ReadonlySet<string>;
  secrets: ReadonlySet<string>;
  resources: ReadonlyMap<string, DeclaredResource>;
}
type Expression = Exclude<Piece, { type: 'text' }>;

/** Faults of expressions: broken ones, unknown variables, resources and attributes, and circles. */
export function checkReferences(document: SourceDocument): { issues: Issue[]; usedVariables: Set<string> } {
  const declaredVariables = valueAt(document.value, ['variables']);
  const resources = new Map(declaredResources(document.value).map((resource) => [resource.address, resource]));
  const scope: Scope = {
    resources,
    variables: new Set(isJsonObject(declaredVariables) ? Object.keys(declaredVariables) : []),
    secrets: new Set(
      isJsonObject(declaredVariables)
        ? Object.entries(declaredVariables).flatMap(([name, one]) => (isJsonObject(one) && one['secret'] ? [name] : []))
        : [],
    ),
  };
  const issues: Issue[] = [];
  const usedVariables = new Set<string>();
  const edges = new Map<string, Map<string, { path: Path; text: string }>>();

  for (const resource of resources.values()) {
    const targets = new Map<string, { path: Path; text: string }>();
    edges.set(resource.address, targets);
    const { when = null, forEach = null } = resource.meta;
    for (const { text, path } of textsOf({ ...resource.properties, when, forEach })) {
      for (const piece of parseTemplate(text)) {
        if (piece.type === 'text') continue;
        const at = { path: [...resource.path, ...path], text: piece.raw };
        const message = issues.length > maxIssues ? null : faultOf(piece, scope, resource, path);
        if (message) issues.push(issueAt(document, message, at));
        if (piece.type === 'variable') usedVariables.add(piece.name);
        const target = message ? null : targetOf(piece);
        if (target !== null) targets.set(target, at);
      }
    }
  }
  for (const cycle of findCycles(edges)) {
    if (issues.length > maxIssues) break;
    const [from = '', to = ''] = cycle;
    const at = edges.get(from)?.get(to);
    const message = `These refer to each other in a circle, so that none can be first: ${showCycle(cycle)}. Take one reference out.`;
    if (at) issues.push(issueAt(document, message, at));
  }
  return { issues, usedVariables };
}

const showCycle = (cycle: string[]): string =>
  (cycle.length <= 10 ? cycle : [...cycle.slice(0, 8), `(${cycle.length - 9} more)`, ...cycle.slice(-1)]).join(' → ');

const issueAt = (document: SourceDocument, message: string, { path, text }: { path: Path; text: string }): Issue => ({
  message,
  path: pathText(path),
  at: document.locate(path, { text }),
});

/** The resource an expression points at, as it is declared. */
function targetOf(piece: Expression): string | null {
  if (piece.type === 'reference') return baseAddress(piece.reference.address);
  return piece.type === 'sibling' ? piece.base : null;
}

function faultOf(piece: Expression, scope: Scope, resource: DeclaredResource, path: Path): string | null {
  switch (piece.type) {
    case 'fault':
      return piece.message;
    case 'variable':
      if (scope.secrets.has(piece.name) && (isMeta(path) || isIdentity(resource.kind, path)))
        return `The variable "${piece.name}" is secret, but "${String(path.at(-1))}" is shown to everyone. Use another one.`;
      if (scope.variables.has(piece.name)) return null;
      return `There is no variable "${piece.name}".${didYouMean(piece.name, scope.variables)} Declare it under variables.`;
    case 'each':
      return eachFault(piece.raw, resource, path);
    case 'sibling':
      return (
        eachFault(piece.raw, resource, path) ??
        referenceFault({ address: piece.base, attribute: piece.attribute }, scope, true) ??
        placeFault(resource, path)
      );
    case 'reference':
      return referenceFault(piece.reference, scope, false) ?? placeFault(resource, path);
  }
}

function eachFault(raw: string, { address, meta }: DeclaredResource, [attribute]: Path): string | null {
  if (meta.forEach === undefined) return `"${raw}" needs a forEach in ${address}: there is nothing to go through.`;
  return attribute === 'forEach' ? `"${raw}" cannot stand in forEach itself.` : null;
}

/** GHL objects are found by these, and counted by those, so they must be known when the plan is made. */
function placeFault(resource: DeclaredResource, path: Path): string | null {
  if (isMeta(path))
    return `"${String(path[0])}" must be known before anything is made, so it cannot depend on another resource. Use a variable.`;
  if (!isIdentity(resource.kind, path)) return null;
  return `"${String(path.at(-1))}" tells which ${path.length > 1 ? 'part' : 'object'} is meant, so it cannot depend on another resource. Use a variable.`;
}

function referenceFault({ address, attribute }: Reference, { resources }: Scope, hasKey: boolean): string | null {
  const [kind = ''] = address.split('.');
  if (!isKindName(kind))
    return `There is no kind "${kind}".${didYouMean(kind, [...kindNames, 'var'])} Groundwork knows ${kindNames.join(', ')}.`;
  const base = baseAddress(address);
  const target = resources.get(base);
  if (!target) return `There is no resource "${base}" in this blueprint.${didYouMean(base, resources.keys())}`;
  const isKeyed = hasKey || base !== address;
  if (target.meta.forEach !== undefined && !isKeyed)
    return `${base} has a forEach: say which is meant, e.g. \${${base}["key"].${attribute}}, or [each.key] for the one of the same key.`;
  if (target.meta.forEach === undefined && isKeyed)
    return `${base} has no forEach, so it is one: write \${${base}.${attribute}}.`;
  const { referable } = kinds[kind];
  if (referable.includes(attribute)) return null;
  return `"${attribute}" of a ${kind} cannot be referred to.${didYouMean(attribute, referable)} Possible: ${referable.join(', ')}.`;
}

const isMeta = ([attribute]: Path): boolean => attribute === 'when' || attribute === 'forEach';
