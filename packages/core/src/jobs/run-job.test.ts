import { fixtures } from '@groundwork/ghl-sandbox';
import { AppError } from '@groundwork/shared';
import type { JobView, PlanView } from '@groundwork/shared/views';
import { kinds } from '@groundwork/shared/kinds';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context } from '../context.ts';
import { createPlan } from '../plans/create-plan.ts';
import { createWorld, type World } from '../testing/world.ts';
import { abandonJob } from './abandon-job.ts';
import { getJob } from './get-job.ts';
import { runJob } from './run-job.ts';
import { startJob } from './start-job.ts';

const blueprint = `
groundwork: 1
name: Clinic
variables:
  phone: { type: string }
resources:
  tag:
    vip: { name: VIP guest }
    recall: { name: recall soon }
  customField:
    insurer: { name: Insurer, model: contact, dataType: SINGLE_OPTIONS, options: [A, B] }
  customValue:
    phone: { name: Front desk phone, value: "\${var.phone}" }
    hint: { name: Insurer hint, value: "Field \${customField.insurer.fieldKey}" }
`;

let world: World;
let ctx: Context;
const never = new AbortController().signal;
const location = fixtures.locations.accounting.id;
const { companyId } = { companyId: fixtures.agency.id };
const account = { companyId, locationId: location };

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  ctx = await world.member();
  await world.sandbox.control.clearFaults();
  for (const kind of ['tag', 'customField', 'customValue'] as const)
    for (const live of await world.core.ghl.list(kind, account)) await world.core.ghl.remove(kind, account, live.id);
});

const plan = async (source = blueprint): Promise<PlanView> => {
  const version = await saveBlueprint(ctx, source);
  return createPlan(ctx, {
    locationId: location,
    blueprintVersionId: version.id,
    variables: source.includes('phone') ? { phone: '+1 555 0100' } : {},
  });
};

const apply = async (approved: PlanView): Promise<JobView> => {
  const job = await startJob(ctx, { planId: approved.id });
  await runJob(world.core, job.id, never);
  return getJob(ctx, job.id);
};

const names = async (kind: 'tag' | 'customField' | 'customValue') =>
  (await world.core.ghl.list(kind, account)).map((live) => kinds[kind].title(live.attributes)).toSorted();

describe('an apply', () => {
  test('makes the account what the plan says, verifies it, and a second plan changes nothing', async () => {
    const job = await apply(await plan());
    expect(job.error).toBeNull();
    expect(job).toMatchObject({ state: 'SUCCESS', total: 5, done: 5, failed: 0 });
    expect(job.steps.map((step) => step.state)).toEqual(Array(5).fill('VERIFIED'));
    expect(await names('tag')).toEqual(['recall soon', 'vip guest']);
    const hint = (await world.core.ghl.list('customValue', account)).find(
      (live) => live.attributes['name'] === 'Insurer hint',
    );
    expect(hint?.attributes['value']).toBe('Field contact.insurer');

    const again = await plan();
    expect(again.summary).toMatchObject({ create: 0, update: 0, adopt: 0, delete: 0, replace: 0, 'no-op': 5 });
    await expect(startJob(ctx, { planId: again.id })).rejects.toMatchObject({ code: 'PLAN_EMPTY' });
  });

  test('is one job per plan, also when two tabs start it at once', async () => {
    const approved = await plan();
    const [one, two] = await Promise.all([
      startJob(ctx, { planId: approved.id }),
      startJob(ctx, { planId: approved.id }),
    ]);
    expect(two.id).toBe(one.id);
  });

  test('writes nothing when the account no longer matches the approved plan', async () => {
    const approved = await plan();
    await world.core.ghl.create('tag', account, { name: 'vip guest' });
    const job = await apply(approved);
    expect(job).toMatchObject({ state: 'FAILED', error: { code: 'PLAN_STALE' } });
    expect(await names('customValue')).toEqual([]);
    expect(job.steps.map((step) => step.state)).toEqual(Array(5).fill('NOT_ATTEMPTED'));
  });

  test('goes on when something the plan does not speak of has changed', async () => {
    const approved = await plan();
    await world.core.ghl.create('tag', account, { name: 'somebody elses tag' });
    expect((await apply(approved)).state).toBe('SUCCESS');
  });

  test.each(['act-and-drop', 'drop', 'empty', 'create-then-422', 'status'] as const)(
    'creates nothing twice when GHL acts and does not say so (%s)',
    async (mode) => {
      const approved = await plan();
      for (const path of ['tags', 'customFields', 'customValues'])
        await world.sandbox.control.addFault({
          method: 'POST',
          path: `/locations/${location}/${path}`,
          mode,
          count: 1,
        });
      const job = await apply(approved);
      expect(job.error).toBeNull();
      expect(job.state).toBe('SUCCESS');
      expect(await names('tag')).toEqual(['recall soon', 'vip guest']);
      expect(await names('customField')).toEqual(['Insurer']);
      expect(await names('customValue')).toEqual(['Front desk phone', 'Insurer hint']);
    },
  );

  test('fails the step that GHL accepted and did not store, and leaves its dependants alone', async () => {
    const approved = await plan();
    await world.sandbox.control.addFault({
      method: 'POST',
      path: `/locations/${location}/tags`,
      mode: 'store-nothing',
      count: 1,
    });
    const job = await apply(approved);
    expect(job.state).toBe('FAILED');
    const failed = job.steps.filter((step) => step.state === 'FAILED');
    expect(failed.map((step) => [step.kind, step.error?.code])).toEqual([['tag', 'VERIFY_FAILED']]);
    expect(job.done).toBe(4);
  });

  test('keeps what a client edited, and updates what only the blueprint changed', async () => {
    await apply(await plan());
    const values = await world.core.ghl.list('customValue', account);
    const phone = values.find((live) => live.attributes['name'] === 'Front desk phone');
    if (!phone) throw new Error('the value is not there');
    await world.core.ghl.update('customValue', account, phone, {
      name: 'Front desk phone',
      value: 'edited by the client',
    });
    const next = await plan(blueprint.replace('Field ${', 'The field ${'));
    expect(next.items.filter((item) => item.action !== 'no-op').map((item) => [item.address, item.action])).toEqual([
      ['customValue.hint', 'update'],
    ]);
    expect(next.items.find((item) => item.address === 'customValue.phone')?.kept).toMatchObject([
      { path: 'value', before: 'edited by the client' },
    ]);
    expect((await apply(next)).state).toBe('SUCCESS');
    const after = await world.core.ghl.list('customValue', account);
    expect(new Set(after.map((live) => live.attributes['value']))).toEqual(
      new Set(['The field contact.insurer', 'edited by the client']),
    );
  });

  test('is continued by another worker where a dead one stopped, without a duplicate', async () => {
    const job = await startJob(ctx, { planId: (await plan()).id });
    const crash = new AbortController();
    const db = world.core.db;
    // The worker dies after GHL has created the first objects and before it could write that down.
    const dying = {
      ...world.core,
      ghl: {
        ...world.core.ghl,
        create: async (...args: Parameters<typeof world.core.ghl.create>) => {
          await world.core.ghl.create(...args);
          crash.abort(new Error('killed'));
          return new Promise<never>((_, reject) => setTimeout(() => reject(new Error('killed')), 50));
        },
      },
    };
    await expect(runJob(dying, job.id, crash.signal)).rejects.toThrow('killed');
    expect(await db.selectFrom('job_steps').select('state').where('state', '=', 'RUNNING').execute()).not.toHaveLength(
      0,
    );
    await runJob(world.core, job.id, never);
    expect(await getJob(ctx, job.id)).toMatchObject({ state: 'SUCCESS', done: 5 });
    expect(await names('tag')).toEqual(['recall soon', 'vip guest']);
    expect(await names('customField')).toEqual(['Insurer']);
  });

  test('lets writes in flight end when the worker is told to stop, and goes on with the rest later', async () => {
    const job = await startJob(ctx, { planId: (await plan()).id });
    const stop = new AbortController();
    const stopping = {
      ...world.core,
      ghl: {
        ...world.core.ghl,
        create: async (...args: Parameters<typeof world.core.ghl.create>) => {
          stop.abort(new Error('told to stop'));
          await new Promise((resolve) => setTimeout(resolve, 100));
          return world.core.ghl.create(...args);
        },
      },
    };
    await expect(runJob(stopping, job.id, stop.signal)).rejects.toThrow('told to stop');
    const steps = (await getJob(ctx, job.id)).steps.map((step) => step.state);
    expect(new Set(steps)).toEqual(new Set(['APPLIED', 'PENDING']));
    await runJob(world.core, job.id, never);
    expect(await getJob(ctx, job.id)).toMatchObject({ state: 'SUCCESS', done: 5 });
    expect((await getJob(ctx, job.id)).steps.map((step) => step.attempts)).toEqual(Array(5).fill(1));
  });

  test('refuses the rows of a worker that slept through its lease', async () => {
    const job = await startJob(ctx, { planId: (await plan()).id });
    const overtaken = {
      ...world.core,
      ghl: {
        ...world.core.ghl,
        create: async (...args: Parameters<typeof world.core.ghl.create>) => {
          const live = await world.core.ghl.create(...args);
          await world.core.db
            .updateTable('location_leases')
            .set((row) => ({ fence: row('fence', '+', 1) }))
            .execute();
          return live;
        },
      },
    };
    await expect(runJob(overtaken, job.id, never)).rejects.toThrow('another worker has taken over');
    const rows = await world.core.db.selectFrom('job_steps').select('state').where('job_id', '=', job.id).execute();
    expect(rows.every((row) => row.state !== 'APPLIED' && row.state !== 'VERIFIED')).toBe(true);
  });

  test('does not write over what was edited while the job was interrupted', async () => {
    await apply(await plan());
    const next = await plan(blueprint.replace('Field ${', 'The field ${').replace('recall soon', 'recall later'));
    const job = await startJob(ctx, { planId: next.id });
    // As a worker leaves it that died right after the comparison.
    await world.core.db.updateTable('jobs').set({ refreshed_at: new Date() }).where('id', '=', job.id).execute();
    const hint = (await world.core.ghl.list('customValue', account)).find(
      (live) => live.attributes['name'] === 'Insurer hint',
    );
    if (!hint) throw new Error('the value is not there');
    await world.core.ghl.update('customValue', account, hint, { name: 'Insurer hint', value: 'the client, meanwhile' });
    await runJob(world.core, job.id, never);
    const steps = (await getJob(ctx, job.id)).steps;
    expect(steps.find((step) => step.address === 'customValue.hint')).toMatchObject({
      state: 'FAILED',
      error: { code: 'PLAN_STALE' },
    });
    const values = (await world.core.ghl.list('customValue', account)).map((live) => live.attributes['value']);
    expect(values).toContain('the client, meanwhile');
  });

  test('leaves alone what somebody else created between the comparison and the write', async () => {
    const job = await startJob(ctx, { planId: (await plan()).id });
    const raced = {
      ...world.core,
      ghl: {
        ...world.core.ghl,
        create: async (...args: Parameters<typeof world.core.ghl.create>) => {
          const [kind, , attributes] = args;
          if (attributes['name'] === 'Front desk phone')
            await world.core.ghl.create(kind, account, { name: 'Front desk phone', value: 'of the client' });
          return world.core.ghl.create(...args);
        },
      },
    };
    await runJob(raced, job.id, never);
    const phone = (await getJob(ctx, job.id)).steps.find((step) => step.address === 'customValue.phone');
    expect(phone).toMatchObject({ state: 'FAILED', error: { code: 'CONFLICT' } });
    const values = (await world.core.ghl.list('customValue', account)).map((live) => live.attributes['value']);
    expect(values).toContain('of the client');
  });

  test('says so when what was written could not be read back', async () => {
    const job = await startJob(ctx, { planId: (await plan()).id });
    let lists = 0;
    const blind = {
      ...world.core,
      ghl: {
        ...world.core.ghl,
        list: (...args: Parameters<typeof world.core.ghl.list>) =>
          ++lists > 3
            ? Promise.reject(new AppError('RECONNECT_NEEDED', 'Connect again.'))
            : world.core.ghl.list(...args),
      },
    };
    await runJob(blind, job.id, never);
    const ended = await getJob(ctx, job.id);
    expect(ended).toMatchObject({ state: 'FAILED', error: { code: 'RECONNECT_NEEDED' } });
    expect(new Set(ended.steps.map((step) => step.error?.message.includes('could not be read back')))).toEqual(
      new Set([true]),
    );
  });

  test('is ended when its every run broke off, also when its blueprint can no longer be read', async () => {
    const job = await startJob(ctx, { planId: (await plan()).id });
    await world.core.db.updateTable('blueprint_versions').set({ source: 'no longer a blueprint' }).execute();
    await abandonJob(world.core, { jobId: job.id, run: 1 }, never);
    expect(await getJob(ctx, job.id)).toMatchObject({ state: 'FAILED', error: { code: 'GIVEN_UP' } });
  });

  test('numbers its events without a gap, whatever ran side by side', async () => {
    const job = await apply(await plan());
    const events = await world.core.db
      .selectFrom('events')
      .select('id')
      .where('topic', '=', `job:${job.id}`)
      .orderBy('id')
      .execute();
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
    expect(job.cursor).toBe(events.length);
  });
});

describe('a plan', () => {
  const field = (dataType: string) =>
    `groundwork: 1\nname: Clinic\nresources:\n  customField:\n    insurer: { name: Insurer, model: contact, dataType: ${dataType} }\n`;
  const fieldId = async () => (await world.core.ghl.list('customField', account))[0]?.id ?? '';

  test('never replaces what the client made again, though we had created it once', async () => {
    await apply(await plan(field('TEXT')));
    await world.core.ghl.remove('customField', account, await fieldId());
    await world.core.ghl.create('customField', account, { name: 'Insurer', model: 'contact', dataType: 'TEXT' });
    const adopting = await plan(field('TEXT'));
    expect(adopting.summary.adopt).toBe(1);
    await apply(adopting);
    expect((await plan(field('DATE'))).summary).toMatchObject({ replace: 0, manual: 1 });
  });

  test('replaces what we created, once the account’s name was typed', async () => {
    await apply(await plan(field('TEXT')));
    const before = await fieldId();
    const replacing = await plan(field('DATE'));
    expect(replacing.summary.replace).toBe(1);
    await expect(startJob(ctx, { planId: replacing.id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const job = await startJob(ctx, { planId: replacing.id, confirm: ` ${fixtures.locations.accounting.name} ` });
    await runJob(world.core, job.id, never);
    expect((await getJob(ctx, job.id)).state).toBe('SUCCESS');
    const fields = await world.core.ghl.list('customField', account);
    expect(fields.map((live) => live.attributes['dataType'])).toEqual(['DATE']);
    expect(fields[0]?.id).not.toBe(before);
  });

  test('takes a value for applied once the blueprint has agreed with the client’s edit', async () => {
    const value = (text: string) =>
      `groundwork: 1\nname: Clinic\nresources:\n  customValue:\n    a: { name: A, value: ${text} }\n`;
    await apply(await plan(value('ours')));
    const [live] = await world.core.ghl.list('customValue', account);
    if (!live) throw new Error('the value is not there');
    await world.core.ghl.update('customValue', account, live, { name: 'A', value: 'theirs' });
    expect((await plan(value('theirs'))).summary['no-op']).toBe(1);
    expect((await plan(value('newest'))).summary.update).toBe(1);
  });

  test('is not made when one list cannot be read to its end', async () => {
    const version = await saveBlueprint(ctx, blueprint);
    await world.sandbox.control.addFault({
      method: 'GET',
      path: `/locations/${location}/customFields`,
      mode: 'status',
      count: 20,
    });
    await expect(
      createPlan(ctx, { locationId: location, blueprintVersionId: version.id, variables: { phone: '1' } }),
    ).rejects.toThrow(/no plan/);
    expect(await world.core.db.selectFrom('plans').select('id').execute()).toEqual([]);
  });

  test('asks for a new consent when GHL has not granted what its kinds need', async () => {
    const version = await saveBlueprint(ctx, blueprint);
    const lacking = {
      ...ctx,
      ghl: { ...ctx.ghl, missingScopes: () => Promise.resolve({ read: ['locations/tags.readonly'], write: [] }) },
    };
    const refused = createPlan(lacking, {
      locationId: location,
      blueprintVersionId: version.id,
      variables: { phone: '1' },
    });
    await expect(refused).rejects.toMatchObject({ code: 'RECONNECT_NEEDED' });
    await expect(refused).rejects.toThrow('locations/tags.readonly');
  });

  test('needs every variable, and says which is missing', async () => {
    const version = await saveBlueprint(ctx, blueprint);
    const refused = createPlan(ctx, { locationId: location, blueprintVersionId: version.id, variables: {} });
    await expect(refused).rejects.toMatchObject({ code: 'VARIABLE_INVALID' });
    await expect(refused).rejects.toSatisfy((error: AppError) =>
      error.issues.some((issue) => issue.path?.includes('phone')),
    );
  });
});
