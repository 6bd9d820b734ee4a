import type { Json, JsonObject } from '@groundwork/shared';
import type { VariableDeclaration } from '@groundwork/shared/blueprint';
import { keyFromName, type KindName } from '@groundwork/shared/kinds';
import type { Fragment } from './parts-library.ts';
import { mapTexts } from './reword.ts';
import { overlaps, stemsOf } from './words.ts';

/** A blueprint while it is put together. */
export interface Draft {
  variables: Map<string, VariableDeclaration>;
  resources: DraftResource[];
}

/** `source`: it stood in the text already. `goal`: somebody named it. Else the id of a part or a trade. */
export interface DraftResource {
  kind: KindName;
  name: string;
  properties: JsonObject;
  from: string;
}

export const emptyDraft = (): Draft => ({ variables: new Map(), resources: [] });

/** Adds what is not there yet. What is there already, perhaps under another address, is what the rest then refers to. */
export function addFragment(draft: Draft, { variables, resources }: Fragment, from: string): void {
  for (const [name, declaration] of Object.entries(variables))
    if (!draft.variables.has(name)) draft.variables.set(name, declaration);
  const addresses = new Map<string, string>();
  const added: DraftResource[] = [];
  for (const { kind, name, properties } of resources) {
    const twin = findTwin(draft, kind, properties);
    const resource = twin ?? { kind, name: freeName(draft, kind, name), properties, from };
    if (!twin) draft.resources.push(resource);
    if (!twin) added.push(resource);
    if (resource.name !== name) addresses.set(`${kind}.${name}`, `${kind}.${resource.name}`);
  }
  for (const resource of added) resource.properties = pointed(resource.properties, addresses);
}

/** Adds one resource, or finds the one that is the same to a reader. */
export function addResource(draft: Draft, kind: KindName, properties: JsonObject, from: string): DraftResource {
  const twin = findTwin(draft, kind, properties);
  if (twin) return twin;
  const resource = { kind, name: freeName(draft, kind, nameOf(titleOf(properties), kind)), properties, from };
  draft.resources.push(resource);
  return resource;
}

/** What a person would take for the same; of what the goal named, also what is part of its name. */
export function findTwin(draft: Draft, kind: KindName, properties: JsonObject): DraftResource | undefined {
  const title = titleOf(properties);
  const key = keyOf(kind, properties);
  const ofKind = draft.resources.filter((other) => other.kind === kind);
  return (
    ofKind.find((other) => keyOf(kind, other.properties) === key) ??
    ofKind.find((other) => other.from === 'goal' && isLoose(kind) && overlaps(titleOf(other.properties), title))
  );
}

/** Takes resources out, and what cannot stand without them. References go to the replacement where there is one. */
export function removeResources(
  draft: Draft,
  isGone: (resource: DraftResource) => boolean,
  replacement?: DraftResource,
): void {
  const gone = draft.resources.filter((resource) => resource !== replacement && isGone(resource));
  if (gone.length === 0) return;
  draft.resources = draft.resources.filter((resource) => !gone.includes(resource));
  const addresses = new Map(
    gone.flatMap((resource) => {
      const other = replacement?.kind === resource.kind ? replacement : undefined;
      return other ? [[addressOf(resource), addressOf(other)] as const] : [];
    }),
  );
  for (const resource of draft.resources) resource.properties = pointed(resource.properties, addresses);
  const lost = gone.map(addressOf).filter((address) => !addresses.has(address));
  for (const resource of draft.resources)
    if (lost.some((address) => resource.properties['groupId'] === `\${${address}.id}`))
      resource.properties = Object.fromEntries(
        Object.entries(resource.properties).filter(([key]) => key !== 'groupId'),
      );
  const isDangling = ({ properties }: DraftResource) => lost.some((address) => refersTo(properties, address));
  removeResources(draft, isDangling);
}

/** Without variables that nothing uses any more. */
export function dropUnusedVariables(draft: Draft, kept: ReadonlySet<string>): void {
  const written = JSON.stringify(draft.resources.map(({ properties }) => properties));
  for (const name of draft.variables.keys())
    if (!kept.has(name) && !written.includes(`\${var.${name}}`)) draft.variables.delete(name);
}

export const addressOf = ({ kind, name }: DraftResource): string => `${kind}.${name}`;
export const titleOf = (properties: JsonObject): string =>
  typeof properties['name'] === 'string' ? properties['name'] : '';
export const refersTo = (value: Json, address: string): boolean => JSON.stringify(value).includes(`\${${address}.`);

/** Tags of similar names are different tags; two calendars for one thing are not meant. */
const isLoose = (kind: KindName): boolean => ['calendar', 'pipeline', 'product', 'customField'].includes(kind);

const keyOf = (kind: KindName, properties: JsonObject): string => {
  const title = titleOf(properties);
  const model = properties['model'] === 'opportunity' ? 'opportunity' : 'contact';
  return `${kind === 'customField' ? model : ''} ${stemsOf(title).join('') || title}`;
};

const pointed = (properties: JsonObject, addresses: ReadonlyMap<string, string>): JsonObject =>
  addresses.size === 0
    ? properties
    : mapTexts(properties, (text) =>
        text.replaceAll(/\$\{(\w+\.\w+)\./g, (written, address: string) => {
          const other = addresses.get(address);
          return other === undefined ? written : `\${${other}.`;
        }),
      );

function freeName(draft: Draft, kind: KindName, wanted: string): string {
  const taken = new Set(draft.resources.flatMap((other) => (other.kind === kind ? [other.name] : [])));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted.slice(0, 58)}_${number}`;
  return name;
}

/** `Move-in date` → `move_in_date`. */
export const nameOf = (title: string, otherwise: string): string =>
  keyFromName(title.normalize('NFKD').replaceAll(/\p{M}/gu, ''))
    .replaceAll(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 58)
    .replace(/_+$/, '') || otherwise.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
