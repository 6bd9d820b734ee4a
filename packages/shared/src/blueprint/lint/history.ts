import { isJsonList, isJsonObject, type Json, sameJson } from '../../json.ts';
import { kinds } from '../../kinds/registry.ts';
import { textOf } from '../../kinds/text-of.ts';
import type { KindName } from '../../kinds/types.ts';
import { lossOf, partWords } from '../../plan/loss-words.ts';
import type { DeclaredResource } from '../declared-resources.ts';
import { instanceAddress, hasExpression } from '../template.ts';
import type { Lifecycle } from '../types.ts';
import type { Finding } from './finding.ts';

const maxRemoved = 10;

/** What the next plan loses, or moves, compared with the version before. */
export function lintHistory(now: readonly DeclaredResource[], before: readonly DeclaredResource[]): Finding[] {
  const found: Finding[] = [];
  const addresses = new Set(now.map(({ address }) => address));
  const known = new Map(before.map((resource) => [resource.address, resource]));
  const gone = before.filter(({ address }) => !addresses.has(address));
  const goneByKey = new Map(gone.map((resource) => [keyOf(resource), resource]));
  for (const resource of now) {
    const moved = known.has(resource.address) ? undefined : goneByKey.get(keyOf(resource));
    const old = known.get(resource.address) ?? moved;
    if (!old) continue;
    if (moved) {
      goneByKey.delete(keyOf(moved));
      found.push({
        message: `${moved.address} is called ${resource.address} now. It is the same ${labelOf(resource.kind)}: accounts keep theirs, and nothing is lost.`,
        path: resource.path,
        key: true,
      });
    }
    found.push(...replaced(old, resource), ...lostParts(old, resource), ...lostInstances(old, resource));
  }
  return [...found, ...removed([...goneByKey.values()])];
}

/** Attributes that GHL cannot change: what was made with the old one is deleted and made again. */
const replaced = (old: DeclaredResource, { kind, address, properties, path }: DeclaredResource): Finding[] =>
  isLeftAlone(old)
    ? []
    : kinds[kind].immutable.flatMap((attribute) => {
        const was = kinds[kind].normalise(old.properties)[attribute] ?? null;
        const is = kinds[kind].normalise(properties)[attribute] ?? null;
        if (sameJson(was, is) || [was, is].some(waits)) return [];
        return [
          {
            message: `"${attribute}" of ${address} was ${textOf(was)} and is ${textOf(is)} now. GHL cannot change that: where Groundwork made the ${labelOf(kind)}, a plan deletes it and makes it again. ${lossOf[kind]} To keep what there is, add a new one under another name.`,
            path: attribute in properties ? [...path, attribute] : path,
            key: !(attribute in properties),
          },
        ];
      });

/** Stages and prices that are no longer named. */
const lostParts = (old: DeclaredResource, { kind, properties, path, address }: DeclaredResource): Finding[] =>
  Object.entries(kinds[kind].keyedLists).flatMap(([list, key]) => {
    if (isLeftAlone(old) || properties[list] === undefined) return [];
    const stay = new Set(namesOf(properties[list], key).map((name) => name.toLowerCase()));
    const { noun, loss } = partWords(list);
    return namesOf(old.properties[list], key)
      .filter((name) => !stay.has(name.toLowerCase()) && !hasExpression(name))
      .map((name) => ({
        message: `The ${noun} "${name}" of ${address} is no longer named, so a plan takes it out: ${loss}.`,
        path: [...path, list],
        key: true,
      }));
  });

const lostInstances = (old: DeclaredResource, { kind, address, meta, path }: DeclaredResource): Finding[] => {
  if (isKept(old)) return [];
  if ((old.meta.forEach === undefined) !== (meta.forEach === undefined))
    return [{ message: reshaped(kind, address, meta.forEach !== undefined), path, key: true }];
  const [were, are] = [keysOf(old.meta.forEach), keysOf(meta.forEach)];
  if (!were || !are) return [];
  return were
    .filter((key) => !are.includes(key))
    .slice(0, maxRemoved)
    .map((key) => ({ message: dropped(kind, instanceAddress(address, key)), path: [...path, 'forEach'], key: true }));
};

function removed(gone: readonly DeclaredResource[]): Finding[] {
  const lost = gone.filter((resource) => !isKept(resource));
  const path = ['resources'];
  const told = lost
    .slice(0, maxRemoved)
    .map(({ kind, address }) => ({ message: dropped(kind, address), path, key: true }));
  if (lost.length <= maxRemoved) return told;
  const message = `${lost.length - maxRemoved} more resources are no longer in the blueprint. Compare the versions before you apply it.`;
  return [...told, { message, path, key: true }];
}

const dropped = (kind: KindName, address: string): string =>
  `${address} is no longer in the blueprint: a plan deletes it from accounts where Groundwork made it. ${lossOf[kind]} To keep it there, apply it with lifecycle: { preventDestroy: true } first.`;

const reshaped = (kind: KindName, address: string, isEach: boolean): string =>
  `${address} was ${isEach ? 'one' : 'one for each item'} and is ${isEach ? 'one for each item' : 'one'} now. Where Groundwork made one whose name no longer comes up, a plan deletes it. ${lossOf[kind]} To keep it there, apply it with lifecycle: { preventDestroy: true } first.`;

/** Groundwork never writes it, so it never deletes it either. */
const isLeftAlone = ({ meta }: DeclaredResource): boolean =>
  ['observe', 'reference'].includes(manageOf(meta.lifecycle));

const isKept = (resource: DeclaredResource): boolean =>
  isLeftAlone(resource) ||
  manageOf(resource.meta.lifecycle) === 'seed' ||
  lifecycleOf(resource.meta.lifecycle).preventDestroy === true;

const manageOf = (written: Json | undefined): string => lifecycleOf(written).manage ?? 'own';
const lifecycleOf = (written: Json | undefined) => (written ?? {}) as Partial<Lifecycle>;
const labelOf = (kind: KindName): string => kinds[kind].label.toLowerCase();
const keyOf = ({ kind, properties }: DeclaredResource): string =>
  `${kind} ${kinds[kind].naturalKey(kinds[kind].normalise(properties))}`;
const waits = (value: Json): boolean => typeof value === 'string' && hasExpression(value);

const namesOf = (list: Json | undefined, key: string): string[] =>
  isJsonList(list) ? list.filter(isJsonObject).map((part) => textOf(part[key]).trim()) : [];

/** Keys of the instances, where they do not wait for a variable. */
function keysOf(forEach: Json | undefined): string[] | null {
  if (isJsonList(forEach)) return forEach.map(String).some(hasExpression) ? null : forEach.map(String);
  return isJsonObject(forEach) ? Object.keys(forEach) : null;
}
