import { stringify } from 'yaml';
import { formatSource } from '../blueprint/format-source.ts';
import type { JsonObject } from '../json.ts';
import type { VariableValues } from '../views/index.ts';
import { kinds } from '../kinds/registry.ts';
import { type KindName, kindNames, type LiveResource } from '../kinds/types.ts';
import type { LiveAccount } from '../plan/index-account.ts';
import { createNamer } from './name-resource.ts';
import { type CapturedObject, type CapturedSecret, templatesOf } from './templates-of.ts';
import { writableProperties } from './writable-properties.ts';

/** Something an account says of itself, and that differs in every account: its phone, its address. */
export interface ProfileValue {
  variable: string;
  description: string;
  value: string;
}

export interface CaptureInput {
  name: string;
  description?: string | undefined;
  /** Complete lists, as for a plan. */
  live: LiveAccount;
  profile: readonly ProfileValue[];
  /** Attributes of an object (`kind:id`) that a secret variable filled when Groundwork wrote them. */
  secrets?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Only these objects (`kind:id`); left out: all. */
  only?: ReadonlySet<string> | undefined;
}

/** What the blueprint does not hold of the account, or not as it is, and why. */
export interface LeftOut {
  kind: KindName;
  id: string;
  title: string;
  why: string;
}

export interface Captured {
  /** A blueprint in YAML. */
  source: string;
  resources: number;
  /** What the variables were in the captured account: with these a plan for it changes nothing. */
  values: VariableValues;
  leftOut: LeftOut[];
}

/**
 * A live account as a blueprint: ids and keys of other objects become references, what the account says of itself becomes
 * variables, as does every secret. Those have no default, so that no client's phone ever reaches another's account.
 */
export function captureBlueprint({ name, description, live, profile, secrets, only }: CaptureInput): Captured {
  const { objects, leftOut } = choose(live, { secrets, only });
  const { resources, used, secrets: hidden } = templatesOf(objects, profile);
  const variables = profile.filter(({ variable }) => used.has(variable));
  const document = {
    groundwork: 1,
    name,
    ...(description === undefined ? {} : { description }),
    ...(variables.length + hidden.length === 0 ? {} : { variables: declarations(variables, hidden) }),
    resources,
  };
  const source = stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
  const formatted = formatSource(source);
  return {
    // One that is too large stays as it is, for whoever asked to refuse.
    source: 'source' in formatted ? formatted.source : source,
    resources: objects.length,
    values: Object.fromEntries(variables.map(({ variable, value }) => [variable, value])),
    leftOut,
  };
}

const declarations = (variables: readonly ProfileValue[], secrets: readonly CapturedSecret[]): JsonObject =>
  Object.fromEntries([
    ...variables.map(({ variable, description }) => [variable, { type: 'string', description }] as const),
    ...secrets.map(({ variable, description }) => [variable, { type: 'string', secret: true, description }] as const),
  ]);

function choose(live: LiveAccount, { secrets, only }: Pick<CaptureInput, 'secrets' | 'only'>) {
  const objects: CapturedObject[] = [];
  const leftOut: LeftOut[] = [];
  for (const kind of kindNames) {
    const named = createNamer(kind);
    const keys = new Set<string>();
    for (const object of inOrder(kind, live[kind])) {
      if (only && !only.has(`${kind}:${object.id}`)) continue;
      const title = kinds[kind].title(object.attributes);
      const leave = (why: string) => leftOut.push({ kind, id: object.id, title, why });
      const written = writableProperties(kind, object.attributes);
      const liveKey = kinds[kind].naturalKey(object.attributes);
      if (written.properties === null) {
        leave(written.why);
        // A plan would take this one for another of its name.
        keys.add(liveKey);
        continue;
      }
      const key = kinds[kind].naturalKey(kinds[kind].normalise(written.properties));
      if (keys.has(key)) {
        leave('The account holds another of the same name, which was captured.');
        continue;
      }
      keys.add(key);
      for (const attribute of written.dropped) leave(dropped(attribute));
      if (key !== liveKey) leave(renamed);
      const hidden = secrets?.get(`${kind}:${object.id}`) ?? [];
      objects.push({ kind, name: named(title), object, properties: written.properties, secrets: hidden });
    }
  }
  return { objects, leftOut };
}

const dropped = (attribute: string): string =>
  attribute === 'teamMembers'
    ? 'Captured without its team: people differ from account to account. Name them in the blueprint where they do not.'
    : `Captured without "${attribute}": a blueprint has no words for what it holds.`;

const renamed =
  'Captured, but it was renamed after GHL had made its merge-field key: planned for this account, it would be made once more. In other accounts it gets the key of its new name.';

/** Lists come in any order; a capture of the same account is the same text. */
const inOrder = (kind: KindName, list: readonly LiveResource[]): LiveResource[] =>
  list.toSorted((a, b) => {
    const [left, right] = [kinds[kind].title(a.attributes), kinds[kind].title(b.attributes)];
    return left === right ? (a.id < b.id ? -1 : 1) : left < right ? -1 : 1;
  });
