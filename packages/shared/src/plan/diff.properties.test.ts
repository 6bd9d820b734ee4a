import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillReferences } from '../blueprint/references.ts';
import { renderTemplate } from '../blueprint/template.ts';
import type { ResolvedResource } from '../blueprint/types.ts';
import type { JsonObject } from '../json.ts';
import { keyFromName } from '../kinds/key-from-name.ts';
import { kinds } from '../kinds/registry.ts';
import type { KindName, LiveResource } from '../kinds/types.ts';
import { diff } from './diff.ts';
import { fingerprint } from './fingerprint.ts';
import { summarise } from './summarise.ts';
import type { PlanItem, StateEntry } from './types.ts';

type Account = Record<KindName, LiveResource[]>;
interface World {
  resources: ResolvedResource[];
  live: Account;
  state: StateEntry[];
}

const names = ['VIP', 'gold', 'Check-in date', 'Größe', 'Plan', '$$$ ${x}'];
const values = ['', 'a', 'b', '${tag.r0.id}', '{{contact.name}} $'];
const dataTypes = ['TEXT', 'DATE', 'RADIO'];
const key = (name: string): string => keyFromName(name) || name;

const attributesOf = (kind: KindName): fc.Arbitrary<JsonObject> => {
  const name = fc.constantFrom(...names);
  if (kind === 'tag') return fc.record({ name: name.map((text) => text.toLowerCase()) });
  if (kind === 'customValue') return fc.record({ name, value: fc.constantFrom(...values) });
  const dataType = fc.constantFrom(...dataTypes);
  const model = fc.constantFrom('contact', 'opportunity');
  return fc.record(
    { name, dataType, model, placeholder: fc.constantFrom(...values) },
    { requiredKeys: ['name', 'dataType', 'model'] },
  );
};

const resourcesOf = (kind: KindName): fc.Arbitrary<ResolvedResource[]> =>
  fc
    .uniqueArray(attributesOf(kind), { selector: (attributes) => kinds[kind].naturalKey(attributes), maxLength: 5 })
    .map((list) =>
      list.map((attributes, index) => ({
        address: `${kind}.r${index}`,
        kind,
        name: `r${index}`,
        properties: Object.fromEntries(
          Object.entries(attributes).map(([path, text]) => [
            path,
            typeof text === 'string' ? renderTemplate([text]) : text,
          ]),
        ),
        dependsOn: [],
      })),
    );

/** Objects of a client's account: any names, some twice, some renamed since their key was made. */
const liveOf = (kind: KindName): fc.Arbitrary<LiveResource[]> =>
  fc.array(fc.tuple(attributesOf(kind), fc.constantFrom(...names)), { maxLength: 6 }).map((list) =>
    list.map(([attributes, firstName], index) => ({
      id: `${kind}-${index}`,
      attributes: kind === 'tag' ? attributes : { ...attributes, fieldKey: `x.${key(firstName)}` },
    })),
  );

const stateOf = (kind: KindName): fc.Arbitrary<StateEntry[]> =>
  fc
    .uniqueArray(
      fc.tuple(fc.nat(6), fc.nat(7), attributesOf(kind), fc.constantFrom('created' as const, 'adopted' as const)),
      { selector: ([index]) => index, maxLength: 5 },
    )
    .map((list) =>
      list.map(([index, id, lastApplied, origin]) => ({
        address: `${kind}.r${index}`,
        kind,
        ghlId: `${kind}-${id}`,
        lastApplied,
        origin,
      })),
    );

const world: fc.Arbitrary<World> = fc
  .record({
    resources: fc
      .tuple(resourcesOf('tag'), resourcesOf('customField'), resourcesOf('customValue'))
      .map((groups) => groups.flat()),
    live: fc.record({ tag: liveOf('tag'), customField: liveOf('customField'), customValue: liveOf('customValue') }),
    state: fc.tuple(stateOf('tag'), stateOf('customField'), stateOf('customValue')).map((groups) => groups.flat()),
    refersTo: fc.nat(4),
  })
  .map(({ refersTo, ...rest }) => ({
    ...rest,
    resources: rest.resources.map((resource) => withReference(resource, rest.resources, refersTo)),
  }));

/** Lets custom values refer to a field, where there is one. */
function withReference(resource: ResolvedResource, all: readonly ResolvedResource[], index: number): ResolvedResource {
  const target = all.filter(({ kind }) => kind === 'customField')[index];
  if (resource.kind !== 'customValue' || !target) return resource;
  const value = renderTemplate(['{{', { address: target.address, attribute: 'fieldKey' }, '}}']);
  return { ...resource, properties: { ...resource.properties, value }, dependsOn: [target.address] };
}

const fillName = ({ name }: JsonObject): string => (typeof name === 'string' ? name : '');

/** Does what a worker does with a plan, on plain lists. */
function apply({ live, state }: World, items: readonly PlanItem[]): { live: Account; state: StateEntry[] } {
  const account: Account = {
    tag: [...live.tag],
    customField: [...live.customField],
    customValue: [...live.customValue],
  };
  const entries = new Map(state.map((entry) => [entry.address, entry]));
  const objects = new Map<string, LiveResource>();
  const lookup = (address: string, attribute: string) => {
    const object = objects.get(address);
    return attribute === 'id' ? object?.id : object?.attributes[attribute];
  };
  for (const item of items) {
    const desired = fillReferences(item.desired, lookup);
    const target = { ...desired, ...Object.fromEntries(item.kept.map(({ path, before }) => [path, before])) };
    const list = account[item.kind];
    const at = list.findIndex(({ id }) => id === item.ghlId);
    const old = list[at];
    let written = old;
    if (item.action === 'create' || item.action === 'replace') {
      if (old) list.splice(at, 1);
      const fieldKey = item.kind === 'tag' ? {} : { fieldKey: `x.${key(fillName(target))}` };
      written = { id: `new-${item.address}`, attributes: { ...target, ...fieldKey } };
      list.push(written);
    } else if (old && (item.action === 'update' || item.action === 'adopt')) {
      written = { id: old.id, attributes: { ...old.attributes, ...target } };
      list[at] = written;
    }
    if (written) objects.set(item.address, written);
    if (!written || item.action === 'no-op' || item.action === 'manual') continue;
    const lastApplied = {
      ...desired,
      ...Object.fromEntries(item.kept.map(({ path, base, before }) => [path, base ?? before])),
    };
    const origin =
      item.action === 'create' || item.action === 'replace'
        ? 'created'
        : (entries.get(item.address)?.origin ?? 'adopted');
    entries.set(item.address, { address: item.address, kind: item.kind, ghlId: written.id, lastApplied, origin });
  }
  return { live: account, state: [...entries.values()] };
}

const turnedLive = ({ tag, customField, customValue }: Account): Account => ({
  tag: tag.toReversed(),
  customField: customField.toReversed(),
  customValue: customValue.toReversed(),
});

/** Lines whose needs are left to a person cannot be applied yet. */
const applicable = (items: readonly PlanItem[]): PlanItem[] => {
  const open = new Set(
    items.filter(({ action, ghlId }) => action === 'manual' && ghlId === null).map(({ address }) => address),
  );
  return items.filter(({ dependsOn }) => !dependsOn.some((address) => open.has(address)));
};

const check = (property: (world: World, items: PlanItem[]) => void) =>
  fc.assert(
    fc.property(world, (before) => property(before, diff(before))),
    { numRuns: 1_500 },
  );

describe('a plan for any account', () => {
  it('leaves nothing to do once it is applied', () => {
    check((before, items) => {
      const done = applicable(items);
      const after = diff({ ...before, ...apply(before, done) });
      // What was left to a person may become possible by what was applied.
      const addresses = new Set(done.filter(({ action }) => action !== 'manual').map(({ address }) => address));
      const left = after.filter(
        ({ address, action }) => addresses.has(address) && action !== 'no-op' && action !== 'manual',
      );
      expect(left).toEqual([]);
    });
  });

  it("keeps every client's edit it says it keeps, now and in the next plan", () => {
    check((before, items) => {
      const done = applicable(items).filter(({ action }) => action !== 'replace');
      const applied = apply(before, done);
      const next = new Map(diff({ ...before, ...applied }).map((item) => [item.address, item]));
      for (const { address, kept } of done)
        expect(next.get(address)?.kept.map(({ path, before: value }) => [path, value])).toEqual(
          kept.map(({ path, before: value }) => [path, value]),
        );
    });
  });

  it('never creates what the account holds already', () => {
    check((before, items) => {
      for (const item of items.filter(({ action }) => action === 'create')) {
        const natural = kinds[item.kind].naturalKey(fillReferences(item.desired, () => undefined));
        expect(before.live[item.kind].map(({ attributes }) => kinds[item.kind].naturalKey(attributes))).not.toContain(
          natural,
        );
      }
    });
  });

  it('deletes and replaces nothing that Groundwork did not create', () => {
    check((before, items) => {
      for (const { action, address, ghlId } of items) {
        expect(action).not.toBe('delete');
        if (action !== 'replace') continue;
        expect(before.state.find((entry) => entry.address === address)).toMatchObject({ ghlId, origin: 'created' });
      }
    });
  });

  it('has one line for each resource, no object on two lines, and what a line needs above it', () => {
    check((before, items) => {
      const addresses = items.map(({ address }) => address);
      const ids = items.flatMap(({ kind, ghlId }) => (ghlId === null ? [] : [`${kind}:${ghlId}`]));
      expect(new Set(addresses).size).toBe(addresses.length);
      expect(addresses).toEqual(expect.arrayContaining(before.resources.map(({ address }) => address)));
      expect(new Set(ids).size).toBe(ids.length);
      for (const [index, { dependsOn }] of items.entries())
        for (const need of dependsOn) expect(addresses.indexOf(need)).toBeLessThan(index);
      expect(Object.values(summarise(items)).reduce((sum, count) => sum + count, 0)).toBe(items.length);
    });
  });

  it('is the same, fingerprint included, whatever order things come in', () => {
    const context = { blueprintVersionId: 'v', locationId: 'l', variables: {} };
    check((before, items) => {
      const turned = diff({
        ...before,
        resources: before.resources.toReversed(),
        state: before.state.toReversed(),
        live: turnedLive(before.live),
      });
      expect(turned).toEqual(items);
      expect(fingerprint(items.toReversed(), context)).toBe(fingerprint(items, context));
    });
  });
});
