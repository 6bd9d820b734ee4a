import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { kinds } from '../../kinds/registry.ts';
import { textOf } from '../../kinds/text-of.ts';
import { type KindName, kindNames } from '../../kinds/types.ts';
import { covers } from '../covers.ts';
import { diff } from '../diff.ts';
import { isWriting } from '../restrain.ts';
import { rollBack } from './roll-back.ts';
import { thereAgainNote } from './notes.ts';
import { anyWorld, type World } from '../testing/any-world.ts';
import { applicable, applyPlan } from '../testing/apply-plan.ts';
import { stepsOf } from '../testing/steps-of.ts';
import type { PlanItem } from '../types.ts';

interface Story {
  before: World;
  job: PlanItem[];
  after: World;
  /** Lines of the rollback, and the account once they are applied. */
  back: PlanItem[];
  again: World;
}

function tell(before: World): Story {
  const job = applicable(diff(before));
  const after = { ...before, ...applyPlan(before, job, 'job') };
  const steps = stepsOf(before, after, job);
  const back = rollBack({ steps, ...after });
  return { before, job, after, back, again: { ...after, ...applyPlan(after, applicable(back), 'back') } };
}

const check = (property: (story: Story) => void) =>
  fc.assert(
    fc.property(anyWorld, (world) => property(tell(world))),
    { numRuns: 250 },
  );

describe('a rollback of any job', () => {
  it('brings every object back that the job changed, but for ids and what GHL cannot do', () => {
    check(({ before, job, back, again }) => {
      const lines = new Map(back.map((item) => [item.address, item]));
      for (const { kind, ghlId, action, address, movedFrom, changes } of job) {
        const line = lines.get(movedFrom ?? address);
        const was = before.live[kind].find(({ id }) => id === ghlId);
        if (!was || !line || line.action === 'manual' || isLeft(line)) continue;
        const entry = again.state.find((one) => one.address === line.address);
        const is = again.live[kind].find(({ id }) => id === entry?.ghlId);
        const isWhole = action === 'delete' || action === 'replace';
        const paths = isWhole ? kinds[kind].managed : changes.map((change) => change.path);
        for (const path of paths.filter((one) => !hasTwins(kind, one, was.attributes)))
          expect(`${address} ${path} ${difference(was.attributes[path], is?.attributes[path])}`).toBe(
            `${address} ${path} `,
          );
      }
    });
  });

  it('leaves nothing of what the job created, but what is protected, seeded or left to a person', () => {
    check(({ job, back, after, again }) => {
      for (const { action, kind, address } of job) {
        if (action !== 'create') continue;
        const id = after.state.find((entry) => entry.address === address)?.ghlId;
        const line = back.find((item) => item.ghlId === id && item.kind === kind);
        const isThere = again.live[kind].some((object) => object.id === id);
        expect(isThere ? (line?.retain ?? line?.action) : 'gone').toMatch(/protected|seeded|manual|gone/);
      }
    });
  });

  it('touches nothing that the job did not', () => {
    check(({ before, job, again }) => {
      const touched = new Set(job.filter(isWriting).map(({ kind, ghlId }) => `${kind} ${ghlId ?? ''}`));
      for (const kind of kindNames)
        expect(again.live[kind]).toEqual(
          expect.arrayContaining(before.live[kind].filter(({ id }) => !touched.has(`${kind} ${id}`))),
        );
    });
  });

  it('has nothing left to do once it is applied', () => {
    check(({ before, job, after, back, again }) => {
      const steps = stepsOf(before, after, job);
      const second = rollBack({ steps, live: again.live, state: again.state });
      // A name that another object gives back is free for the next rollback.
      const held = new Set(back.filter(({ action }) => action === 'manual').map(({ address }) => address));
      const left = applicable(second).filter((item) => isWriting(item) && !held.has(item.address));
      expect(left).toEqual([]);
    });
  });

  it('says of what was recorded before the job what was recorded then', () => {
    check(({ before, job, back, again }) => {
      const lines = new Map(back.map((item) => [item.address, item]));
      for (const { address, movedFrom, ghlId } of job) {
        const was = before.state.find((entry) => entry.address === (movedFrom ?? address) && entry.ghlId === ghlId);
        const line = was && lines.get(was.address);
        if (!was || !line || !isWriting(line)) continue;
        const is = again.state.find((entry) => entry.address === was.address);
        expect(is).toMatchObject({ kind: was.kind, origin: was.origin });
        expect([is?.retain, plain(is?.lastApplied)]).toEqual([was.retain, plain(was.lastApplied)]);
      }
    });
  });
});

/** Of two parts of one name nobody knows which the job wrote: both stay as they are. */
function hasTwins(kind: KindName, path: string, attributes: JsonObject): boolean {
  const key = kinds[kind].keyedLists[path];
  const list = attributes[path];
  if (key === undefined || !isJsonList(list)) return false;
  const names = list.map((part) => (isJsonObject(part) ? textOf(part[key]).toLowerCase() : ''));
  return new Set(names).size < names.length;
}

/** What was not set need not be unset: mostly GHL cannot. */
const difference = (was: Json | undefined, is: Json | undefined): string =>
  was === undefined || covers(plain(was), plain(is)) ? '' : `is ${JSON.stringify(is)}, but was ${JSON.stringify(was)}`;

const isLeft = ({ notes }: PlanItem): boolean => notes.includes(thereAgainNote);

/** Ids of what was made again are others, what is empty need not be written, and who left the account is in no team. */
function plain(value: Json | undefined): Json {
  if (typeof value === 'string')
    return value.replaceAll(/\b(back-)?[a-zA-Z]+([.-]r?\d|\.each\["k \d"\])/g, 'id') || null;
  if (isJsonList(value)) {
    const list = value.filter((item) => item !== 'user:Xy');
    return list.length > 0 ? list.map(plain) : null;
  }
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  return value ?? null;
}
