import { declaredResources } from '../blueprint/declared-resources.ts';
import { asTemplate } from '../blueprint/references.ts';
import { secretText } from '../blueprint/secret-text.ts';
import { baseAddress } from '../blueprint/template.ts';
import type { Blueprint, Lifecycle, ResolvedResource } from '../blueprint/types.ts';
import type { Json, JsonObject } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import type { KindName } from '../kinds/types.ts';
import type { DriftWhat } from '../views/drift.ts';
import { diff } from './diff.ts';
import type { LiveAccount } from './index-account.ts';
import type { PlanItem, StateEntry } from './types.ts';

export interface Drift {
  address: string;
  kind: KindName;
  title: string;
  /** As in a plan's `kept`; empty: the whole object. */
  path: string;
  what: DriftWhat;
  expected: Json;
  live: Json;
}

/**
 * Where the account is no longer as Groundwork left it. Not told: what the blueprint that was applied leaves alone (ignored
 * attributes, seeded objects), and what it would not notice either. Values of secret attributes are not in it.
 */
export function findDrift({
  state,
  live,
  blueprint,
}: {
  state: readonly StateEntry[];
  live: LiveAccount;
  /** The version applied last. */
  blueprint: Blueprint;
}): Drift[] {
  const lifecycles = lifecyclesOf(blueprint);
  const isWatched = ({ address, retain }: StateEntry): boolean => {
    const lifecycle = lifecycles.get(baseAddress(address));
    return lifecycle !== undefined && retain !== 'seeded' && (lifecycle.manage ?? 'own') === 'own';
  };
  const entries = new Map(state.map((entry) => [entry.address, entry]));
  // As a blueprint that says what was applied: every difference is then somebody's edit since. All take part, so that none is
  // taken for another.
  const resources = state.map((entry) => resourceOf(entry, lifecycles.get(baseAddress(entry.address))?.ignore ?? []));
  return diff({ resources, live, state }).flatMap((item) => {
    const entry = entries.get(item.address);
    return entry && isWatched(entry) ? driftOf(item, entry) : [];
  });
}

/** By address as declared: with `forEach` one for all instances. */
const lifecyclesOf = (blueprint: Blueprint): Map<string, Partial<Lifecycle>> =>
  new Map(
    declaredResources(blueprint as unknown as Json).map(({ address, meta }) => [
      address,
      (meta.lifecycle ?? {}) as Partial<Lifecycle>,
    ]),
  );

const resourceOf = ({ address, kind, lastApplied }: StateEntry, ignored: readonly string[]): ResolvedResource => ({
  address,
  kind,
  name: address.slice(kind.length + 1),
  properties: asTemplate(Object.fromEntries(Object.entries(lastApplied).filter(([path]) => !ignored.includes(path)))),
  dependsOn: [],
});

function driftOf(item: PlanItem, { lastApplied, secrets = [], ghlId }: StateEntry): Drift[] {
  const { address, kind, live } = item;
  const object = { address, kind, title: kinds[kind].title(lastApplied) };
  const conceal = (path: string, value: Json): Json =>
    value !== null && secrets.includes(path.split(/[.[]/)[0] ?? path) ? secretText : value;
  const concealAll = (attributes: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(attributes).map(([path, value]) => [path, conceal(path, value)]));
  if (item.ghlId !== ghlId) {
    const there = item.ghlId === null ? null : live;
    return [
      {
        ...object,
        path: '',
        what: there ? 'recreated' : 'missing',
        expected: concealAll(lastApplied),
        live:
          there && concealAll(Object.fromEntries(Object.keys(lastApplied).map((path) => [path, there[path] ?? null]))),
      },
    ];
  }
  return [...item.changes, ...item.kept].map(({ path, before, after }) => ({
    ...object,
    path,
    what: 'edited',
    expected: conceal(path, after),
    live: conceal(path, before),
  }));
}
