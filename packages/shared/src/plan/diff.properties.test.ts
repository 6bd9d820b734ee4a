import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillReferences } from '../blueprint/references.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { applyOrder, kinds } from '../kinds/registry.ts';
import { diff } from './diff.ts';
import { fingerprint } from './fingerprint.ts';
import { isWriting } from './restrain.ts';
import { summarise } from './summarise.ts';
import { anyWorld, mapAccount, type World } from './testing/any-world.ts';
import { applicable, applyPlan } from './testing/apply-plan.ts';
import type { AttributeChange, PlanItem } from './types.ts';

const check = (property: (world: World, items: PlanItem[]) => void) =>
  fc.assert(
    fc.property(anyWorld, (before) => property(before, diff(before))),
    { numRuns: 600 },
  );

const keysOf = (list: Json | undefined, key: string): string[] =>
  (isJsonList(list) ? list : [])
    .flatMap((part) => (isJsonObject(part) && typeof part[key] === 'string' ? [part[key].toLowerCase()] : []))
    .sort();

/** A kept order of parts names them, and they may be joined by others. */
const shownEdit = ({ path, before }: AttributeChange): string =>
  path === 'stages' ? path : `${path.toLowerCase()} ${JSON.stringify(before)}`;

describe('a plan for any account', () => {
  it('leaves nothing to do once it is applied', () => {
    check((before, items) => {
      const done = applicable(items);
      const after = diff({ ...before, ...applyPlan(before, done) });
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
      const next = new Map(diff({ ...before, ...applyPlan(before, done) }).map((item) => [item.address, item]));
      const edits = ({ kept }: PlanItem) => kept.map(shownEdit).sort();
      for (const item of done.filter(({ kept }) => kept.length > 0))
        expect(edits(next.get(item.address) ?? item)).toEqual(edits(item));
    });
  });

  it('never takes a part away from what it takes over, and none that Groundwork did not apply', () => {
    check((before, items) => {
      for (const { kind, action, address, movedFrom, live, target: template } of items) {
        const target = fillReferences(template, () => undefined);
        for (const [path, key] of Object.entries(kinds[kind].keyedLists)) {
          if (live === null || target[path] === undefined || action === 'replace') continue;
          const entry = before.state.find((recorded) => recorded.address === (movedFrom ?? address));
          const applied = action === 'adopt' && movedFrom === undefined ? [] : keysOf(entry?.lastApplied[path], key);
          const staying = keysOf(target[path], key);
          const gone = keysOf(live[path], key).filter((name) => !staying.includes(name));
          expect(applied).toEqual(expect.arrayContaining(gone));
        }
      }
    });
  });

  it('writes nothing of what it only observes or refers to, and of what it seeds only what is made', () => {
    check(({ resources }, items) => {
      const modes = new Map(resources.map(({ address, lifecycle }) => [address, lifecycle?.manage ?? 'own']));
      for (const item of items.filter(isWriting)) {
        const mode = modes.get(item.address) ?? 'own';
        expect(mode === 'own' || (mode === 'seed' && item.action === 'create')).toBe(true);
      }
    });
  });

  it('never deletes or replaces what is protected, nor deletes what was seeded', () => {
    check(({ resources, state }, items) => {
      const named = new Map(resources.map(({ address, lifecycle }) => [address, lifecycle]));
      const retained = new Set(state.flatMap(({ kind, ghlId, retain }) => (retain ? [`${kind} ${ghlId}`] : [])));
      const replaced = items.filter(({ action }) => action === 'replace').map(({ address }) => named.get(address));
      expect(replaced.filter((lifecycle) => lifecycle?.preventDestroy)).toEqual([]);
      const deleted = items.filter(({ action }) => action === 'delete').map(({ kind, ghlId }) => `${kind} ${ghlId}`);
      expect(deleted.filter((object) => retained.has(object))).toEqual([]);
    });
  });

  it('leaves alone what lifecycle.ignore names, unless it makes the object', () => {
    check(({ resources }, items) => {
      const ignored = new Map(resources.map(({ address, lifecycle }) => [address, lifecycle?.ignore ?? []]));
      for (const { address, action, changes } of items) {
        if (action === 'create') continue;
        const touched = changes.map(({ path }) => path);
        expect(touched.filter((path) => ignored.get(address)?.includes(path))).toEqual([]);
      }
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

  it('deletes and replaces nothing that Groundwork did not create, and deletes nothing the blueprint names', () => {
    check((before, items) => {
      const named = new Set(before.resources.map(({ address }) => address));
      for (const { action, address, movedFrom, ghlId } of items) {
        if (action !== 'replace' && action !== 'delete') continue;
        const entry = before.state.find((recorded) => recorded.address === (movedFrom ?? address));
        expect(entry).toMatchObject({ ghlId, origin: 'created' });
        expect(named.has(address)).toBe(action === 'replace');
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

  it('deletes last, in the reverse order of kinds', () => {
    check((_before, items) => {
      const first = items.findIndex(({ action }) => action === 'delete');
      const deletes = first === -1 ? [] : items.slice(first);
      expect(deletes.filter(({ action }) => action !== 'delete')).toEqual([]);
      const ranks = deletes.map(({ kind }) => applyOrder.indexOf(kind));
      expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
    });
  });

  it('writes nothing of a kind whose scopes are withheld, and changes nothing else about the plan', () => {
    check((before, items) => {
      const withheld = { pipeline: ['pipelines.write'], tag: ['locations/tags.write'] };
      const restrained = new Map(diff({ ...before, withheld }).map((item) => [item.address, item]));
      for (const item of items) {
        const isWithheld = (item.kind === 'pipeline' || item.kind === 'tag') && isWriting(item);
        expect(restrained.get(item.address)?.action).toBe(isWithheld ? 'manual' : item.action);
      }
    });
  });

  it('is the same, fingerprint included, whatever order things come in', () => {
    const context = { blueprintVersionId: 'v', locationId: 'l', variables: {} };
    check((before, items) => {
      const turned = diff({
        resources: before.resources.toReversed(),
        state: before.state.toReversed(),
        live: mapAccount(before.live, (list) => list.toReversed()),
      });
      expect(turned).toEqual(items);
      expect(fingerprint(items.toReversed(), context)).toBe(fingerprint(items, context));
    });
  });
});
