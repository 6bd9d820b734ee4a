import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { saveAssistantSettings } from '../assistants/save-assistant-settings.ts';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context } from '../context.ts';
import { acceptDrift } from '../drift/accept-drift.ts';
import { fixDrift } from '../drift/fix-drift.ts';
import { ignoreDrift } from '../drift/ignore-drift.ts';
import { openAccounts, threeAccounts } from '../drift/testing/accounts.ts';
import { unignoreDrift } from '../drift/unignore-drift.ts';
import { removeGroup } from '../groups/remove-group.ts';
import { saveGroup } from '../groups/save-group.ts';
import { cancelJob } from '../jobs/cancel-job.ts';
import { resumeJob } from '../jobs/reopen-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { updateProfile } from '../members/update-profile.ts';
import { createPlan } from '../plans/create-plan.ts';
import { planDestroy } from '../plans/plan-destroy.ts';
import { planRollback } from '../plans/plan-rollback.ts';
import { cancelRollout } from '../rollouts/cancel-rollout.ts';
import { createRollout } from '../rollouts/create-rollout.ts';
import { removeInstallRule, saveInstallRule } from '../rollouts/install-rules.ts';
import { removeTemplate } from '../templates/remove-template.ts';
import { saveTemplate } from '../templates/save-template.ts';
import { importCsv } from '../variables/import-csv.ts';
import { setValues } from '../variables/set-values.ts';
import { claimCall } from './claim-call.ts';
import { runOnce } from './run-once.ts';

/** A process that dies after its transaction and before it keeps the answer: the call is sent again, and nothing is done twice. */

const world = openAccounts();
const [one] = threeAccounts;
const tag = (name: string) => `groundwork: 1\nname: Tags\nresources:\n  tag:\n    one: { name: ${name} }\n`;

interface Trial {
  verb: (ctx: Context) => Promise<unknown>;
  /** Where it writes. */
  table: string;
  /** What others do before it is sent again. */
  meanwhile?: () => Promise<unknown>;
}

/** The answer is not kept, and whoever ran it says nothing more. */
async function runAndDie(call: Parameters<typeof claimCall>[1], verb: Trial['verb']): Promise<unknown> {
  const once = await claimCall(world.ctx, call);
  if (once.state !== 'ours') throw new Error(`the call is ${once.state}`);
  const answer = await verb({ ...world.ctx, once });
  await world.ctx.db
    .updateTable('idempotent_calls')
    .set({ held_until: new Date(0) })
    .execute();
  return answer;
}

const contentOf = async (table: string): Promise<unknown> => {
  const { rows } = await sql`select * from ${sql.table(table)} as row order by row::text`.execute(world.ctx.db);
  return rows;
};

const drifted = async (): Promise<string> => {
  await world.applyTo(1);
  await world.edit(one.id, ['product', 'Check-up'], { name: 'Review' });
  await world.check(one.id);
  const [cause] = await world.causes();
  return cause?.key ?? '';
};
const saved = () => saveBlueprint(world.ctx, tag('vip'));
const planned = async () => {
  const { id: blueprintVersionId } = await saved();
  return createPlan(world.ctx, { locationId: one.id, blueprintVersionId, variables: {} });
};
const rollout = async () => {
  const { id: blueprintVersionId } = await saved();
  return (ctx: Context) => createRollout(ctx, { blueprintVersionId, targets: [{ locationId: one.id }] });
};

const trials: Record<string, () => Promise<Trial>> = {
  'a plan': async () => {
    const { id: blueprintVersionId } = await saved();
    const verb = (ctx: Context) => createPlan(ctx, { locationId: one.id, blueprintVersionId, variables: {} });
    return { verb, table: 'plans', meanwhile: () => world.applyTo(1) };
  },
  'a rollback': async () => {
    const [job] = await world.applyTo(1);
    return { verb: (ctx) => planRollback(ctx, { jobId: job?.id ?? '' }), table: 'plans' };
  },
  'a plan to destroy': async () => {
    const [job] = await world.applyTo(1);
    const blueprintId = job?.blueprint.id ?? '';
    return { verb: (ctx) => planDestroy(ctx, { locationId: one.id, blueprintId }), table: 'plans' };
  },
  'a job': async () => {
    const { id: planId } = await planned();
    return { verb: (ctx) => startJob(ctx, { planId }), table: 'jobs' };
  },
  'a cancelled job': async () => {
    const { id } = await startJob(world.ctx, { planId: (await planned()).id });
    return { verb: (ctx) => cancelJob(ctx, { id }), table: 'jobs' };
  },
  'a job that is taken up again': async () => {
    const { id } = await startJob(world.ctx, { planId: (await planned()).id });
    await cancelJob(world.ctx, { id });
    // Done again it would be refused: it waits already.
    return { verb: (ctx) => resumeJob(ctx, { id }), table: 'jobs' };
  },
  'a rollout': async () => ({ verb: await rollout(), table: 'rollouts' }),
  'a rollout that is cancelled': async () => {
    const { id } = await (await rollout())(world.ctx);
    return { verb: (ctx) => cancelRollout(ctx, { id }), table: 'rollouts' };
  },
  'a fix of drift': async () => {
    const key = await drifted();
    return { verb: (ctx) => fixDrift(ctx, { key }), table: 'rollouts' };
  },
  'drift that is accepted': async () => {
    const key = await drifted();
    // Done again it would not be found.
    return { verb: (ctx) => acceptDrift(ctx, { key }), table: 'blueprint_versions' };
  },
  'drift that is ignored': async () => {
    const key = await drifted();
    const ignored = { key, locationId: one.id, days: 7, reason: 'wanted' };
    return { verb: (ctx) => ignoreDrift(ctx, ignored), table: 'drift_ignores' };
  },
  'drift that is shown again': async () => {
    const key = await drifted();
    const { id } = await ignoreDrift(world.ctx, { key, locationId: one.id, days: 7, reason: 'wanted' });
    return { verb: (ctx) => unignoreDrift(ctx, { id }), table: 'drift_ignores' };
  },
  'a version': () =>
    Promise.resolve({
      verb: (ctx) => saveBlueprint(ctx, tag('vip')),
      table: 'blueprint_versions',
      // Of the same text as the newest it would be that one; now it would be a third.
      meanwhile: () => saveBlueprint(world.ctx, tag('later')),
    }),
  'a group': () =>
    Promise.resolve({
      verb: (ctx) => saveGroup(ctx, { name: 'Dentists', locationIds: [one.id] }),
      table: 'location_groups',
    }),
  'a group that is removed': async () => {
    const { id } = await saveGroup(world.ctx, { name: 'Dentists', locationIds: [] });
    return { verb: (ctx) => removeGroup(ctx, { id }), table: 'location_groups' };
  },
  'a template': async () => {
    const { id: versionId } = await saved();
    const other = { versionId, name: 'Tags', description: 'of somebody else' };
    return {
      verb: (ctx) => saveTemplate(ctx, { versionId, name: 'Tags', description: '' }),
      table: 'templates',
      meanwhile: () => saveTemplate(world.ctx, other),
    };
  },
  'a template that is removed': async () => {
    const { id: versionId } = await saved();
    const { templateId } = await saveTemplate(world.ctx, { versionId, name: 'Tags', description: '' });
    return { verb: (ctx) => removeTemplate(ctx, { id: templateId ?? '' }), table: 'templates' };
  },
  'a rule': async () => {
    const { blueprintId } = await saved();
    return { verb: (ctx) => saveInstallRule(ctx, { blueprintId, mode: 'plan' }), table: 'install_rules' };
  },
  'a rule that is removed': async () => {
    const { blueprintId } = await saved();
    const { id } = await saveInstallRule(world.ctx, { blueprintId, mode: 'plan' });
    return { verb: (ctx) => removeInstallRule(ctx, { id }), table: 'install_rules' };
  },
  'a value': () => {
    const place = { level: 'location', ownerId: one.id } as const;
    const set = (ctx: Context, value: string) => setValues(ctx, { ...place, values: [{ name: 'phone', value }] });
    return Promise.resolve({
      verb: (ctx) => set(ctx, 'first'),
      table: 'variable_values',
      meanwhile: () => set(world.ctx, 'of somebody else'),
    });
  },
  'an import': () => {
    const csv = (phone: string) => ({ csv: `location,phone\n${one.id},${phone}\n`, dryRun: false });
    return Promise.resolve({
      verb: (ctx) => importCsv(ctx, csv('first')),
      table: 'variable_values',
      meanwhile: () => importCsv(world.ctx, csv('of somebody else')),
    });
  },
  'a name of one’s own': () =>
    Promise.resolve({
      verb: async (ctx) => (await updateProfile(ctx, { name: 'First' })).user.id,
      table: 'members',
      meanwhile: () => updateProfile(world.ctx, { name: 'Later' }),
    }),
  'a limit of the assistant': () =>
    Promise.resolve({
      verb: async (ctx) => (await saveAssistantSettings(ctx, { monthlyTokens: 1_000 })).usedTokens,
      table: 'assistant_settings',
      meanwhile: () => saveAssistantSettings(world.ctx, { monthlyTokens: 2_000 }),
    }),
};

test.each(Object.entries(trials))('%s is written once, and answered the same', async (_, prepare) => {
  const { verb, table, meanwhile } = await prepare();
  const call = { key: randomUUID(), procedure: 'any', input: {} };
  const answer = await runAndDie(call, verb);
  await meanwhile?.();
  const written = await contentOf(table);
  // Dies once more, at the same place.
  expect(await runAndDie(call, verb)).toEqual(answer);
  expect(await runOnce(world.ctx, call, (once) => verb({ ...world.ctx, once }))).toEqual(answer);
  expect(await contentOf(table)).toEqual(written);
});
