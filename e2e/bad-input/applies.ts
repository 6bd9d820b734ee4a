import { type FaultInput, fixtures } from '@groundwork/ghl-sandbox';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { rawCall, refusalOf } from './raw-call.ts';
import { apply, ended, planFor, planTag, tagsOf, type World } from './world.ts';

const { locations } = fixtures;
type Place = keyof typeof locations;
type Fault = Omit<FaultInput, 'path'>;

const survived: [tag: string, Place, Fault][] = [
  ['a web page', 'lawFirm', { mode: 'status', status: 200 }],
  ['an empty success', 'medSpa', { mode: 'empty' }],
  ['a cut connection after the work was done', 'autoRepair', { mode: 'act-and-drop' }],
  ['a refusal after the work was done', 'restaurant', { mode: 'create-then-422' }],
];
const noRoom = { contentType: 'application/json', body: '{"message":"No room"}' };
const failed: [tag: string, Place, Fault, code: string, says: RegExp][] = [
  [
    'a success that stored nothing',
    'roofing',
    { mode: 'store-nothing' },
    'VERIFY_FAILED',
    /hold it\. Start the job again/,
  ],
  ['a refusal', 'chiropractor', { mode: 'status', status: 400, ...noRoom }, 'GHL_REJECTED', /"No room"/],
  ['502 for ever', 'realEstate', { mode: 'status', count: 50 }, 'GHL_UNAVAILABLE', /Try again later/],
];

export function applies(world: World): void {
  async function applyDespite(tag: string, locationId: string, fault: Fault) {
    const plan = await planTag(world, locationId, tag);
    await world.sandbox.addFault({ ...fault, method: 'POST', path: `/locations/${locationId}/tags` });
    return apply(world, plan);
  }

  test.concurrent.each(survived)('%s: the account is read, and the tag is there once', async (tag, place, fault) => {
    const { id } = locations[place];
    const before = await tagsOf(world, id);
    expect(await applyDespite(tag, id, fault)).toMatchObject({ state: 'SUCCESS', steps: [{ state: 'VERIFIED' }] });
    expect(await tagsOf(world, id)).toEqual([...before, tag].toSorted());
  });

  test.concurrent.each(failed)(
    '%s: the step fails, and nothing is there',
    async (...[tag, place, fault, code, says]) => {
      const { id } = locations[place];
      const before = await tagsOf(world, id);
      expect(await applyDespite(tag, id, fault)).toMatchObject({
        state: 'FAILED',
        error: { message: expect.stringMatching(/make a new plan for what is left/) },
        steps: [{ state: 'FAILED', error: { code, message: expect.stringMatching(says) } }],
      });
      expect(await tagsOf(world, id)).toEqual(before);
    },
  );

  test('a right-to-left name arrives as it was written', async () => {
    const tag = 'عميل جديد – לקוח 🦷';
    const job = await apply(world, await planTag(world, locations.gym.id, tag));
    expect(job).toMatchObject({ state: 'SUCCESS', blueprint: { name: `Holds ${tag}` } });
    expect(await tagsOf(world, locations.gym.id)).toContain(tag);
  });

  test('six tabs that apply one plan at once start one job', async () => {
    const { id: planId } = await planTag(world, locations.gym.id, 'tabs');
    const { jobs } = await world.ledger.read();
    const tab = () =>
      rawCall(`${world.instance.url}/trpc/jobs.start`, {
        method: 'POST',
        headers: { cookie: world.owner.cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ planId }),
      });
    const answers = await Promise.all([tab(), tab(), tab(), tab(), tab(), tab()]);
    const started = answers.map(
      ({ text }) => (JSON.parse(text) as { result: { data: { id: string } } }).result.data.id,
    );
    const [jobId = '', ...others] = new Set(started);
    expect(others).toEqual([]);
    expect(await ended(world, jobId)).toMatchObject({ state: 'SUCCESS', total: 1, done: 1 });
    expect((await world.ledger.read())['jobs']).toBe(Number(jobs) + 1);
    expect((await tagsOf(world, locations.gym.id)).filter((tag) => tag === 'tabs')).toHaveLength(1);
  });

  test('of two plans for one thing, applied at once, the second is stale', async () => {
    const first = await planTag(world, locations.gym.id, 'twice');
    const second = await planTag(world, locations.gym.id, 'twice');
    const jobs = await Promise.all([apply(world, first), apply(world, second)]);
    expect(jobs.map(({ state }) => state).toSorted()).toEqual(['FAILED', 'SUCCESS']);
    expect(jobs.find(({ state }) => state === 'FAILED')).toMatchObject({
      error: { code: 'PLAN_STALE', message: expect.stringMatching(/nothing was written\. Make a new plan/) },
      steps: [{ state: 'NOT_ATTEMPTED' }],
    });
    expect((await tagsOf(world, locations.gym.id)).filter((tag) => tag === 'twice')).toHaveLength(1);
  });
}

export function whileGhlIsAway(world: World): void {
  test('and goes on when GHL is back', async () => {
    const { id } = locations.petCare;
    const { owner, steps, instance, ledger } = world;
    const plan = await planTag(world, id, 'away');
    const attempt = await steps.begin();
    const { href } = await steps.agree(attempt);
    const { plans, sessions, tickets } = await ledger.read();
    await instance.roles.sandbox?.stop();

    const gone = { code: 'GHL_UNAVAILABLE', retryable: true, message: expect.stringMatching(/[Tt]ry again/) };
    expect(await refusalOf(planFor(world, id, plan.blueprint.versionId))).toMatchObject(gone);
    expect(await refusalOf(owner.trpc.accounts.sync.mutate())).toMatchObject(gone);
    const { location } = await steps.follow(href, attempt.stateCookie);
    expect(location?.searchParams.get('error')).toBe('GHL_UNAVAILABLE');
    const job = await owner.trpc.jobs.start.mutate({ planId: plan.id });
    while ((await owner.trpc.jobs.get.query({ id: job.id })).state === 'PENDING') await sleep(50);
    expect(await owner.trpc.jobs.get.query({ id: job.id })).toMatchObject({ state: 'PROCESSING', done: 0 });

    instance.roles.sandbox?.start();
    await instance.ready();
    expect(await ended(world, job.id)).toMatchObject({ state: 'SUCCESS', done: 1 });
    expect((await tagsOf(world, id)).filter((tag) => tag === 'away')).toHaveLength(1);
    expect(await ledger.read()).toMatchObject({ plans, sessions, tickets });
  });
}
