import { fixtures } from '@groundwork/ghl-sandbox';
import { AppError } from '@groundwork/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareAccounts } from './accounts/compare-accounts.ts';
import { exportState } from './accounts/export-state.ts';
import { getAccount } from './accounts/get-account.ts';
import { listAccounts } from './accounts/list-accounts.ts';
import { askAssistant } from './assistants/ask-assistant.ts';
import { diffVersions } from './blueprints/diff-versions.ts';
import { getBlueprint } from './blueprints/get-blueprint.ts';
import { listBlueprints } from './blueprints/list-blueprints.ts';
import { listVersions } from './blueprints/list-versions.ts';
import { saveBlueprint } from './blueprints/save-blueprint.ts';
import { testConnection } from './connections/test-connection.ts';
import type { Context } from './context.ts';
import { acceptDrift, acceptManyDrifts } from './drift/accept-drift.ts';
import { fixDrift, fixManyDrifts } from './drift/fix-drift.ts';
import { getAccountDrift } from './drift/get-account-drift.ts';
import { getCause } from './drift/get-cause.ts';
import { getDrift } from './drift/get-drift.ts';
import { ignoreDrift, ignoreManyDrifts } from './drift/ignore-drift.ts';
import { requestCheck } from './drift/request-check.ts';
import { unignoreDrift } from './drift/unignore-drift.ts';
import { startEventBus } from './events/event-bus.ts';
import { followEvents } from './events/follow-events.ts';
import { cancelJob } from './jobs/cancel-job.ts';
import { getJob } from './jobs/get-job.ts';
import { listJobs } from './jobs/list-jobs.ts';
import { resumeJob, retryJob } from './jobs/reopen-job.ts';
import { reportJob } from './jobs/report-job.ts';
import { startJob } from './jobs/start-job.ts';
import { createSignInLink } from './members/create-sign-in-link.ts';
import { inviteMember } from './members/invite-member.ts';
import { listMembers } from './members/list-members.ts';
import { removeMember } from './members/remove-member.ts';
import { revokeInvitation } from './members/revoke-invitation.ts';
import { setRole } from './members/set-role.ts';
import { transferOwnership } from './members/transfer-ownership.ts';
import { createPlan } from './plans/create-plan.ts';
import { getPlan } from './plans/get-plan.ts';
import { planDestroy } from './plans/plan-destroy.ts';
import { planRollback } from './plans/plan-rollback.ts';
import { cancelRollout } from './rollouts/cancel-rollout.ts';
import { createRollout } from './rollouts/create-rollout.ts';
import { getMatrix } from './rollouts/get-matrix.ts';
import { getRollout } from './rollouts/get-rollout.ts';
import { listInstallRules, removeInstallRule, saveInstallRule } from './rollouts/install-rules.ts';
import { listRollouts } from './rollouts/list-rollouts.ts';
import { pauseRollout } from './rollouts/pause-rollout.ts';
import { resumeRollout } from './rollouts/resume-rollout.ts';
import { retryRollout } from './rollouts/retry-rollout.ts';
import { skipTarget } from './rollouts/skip-target.ts';
import { startRollout } from './rollouts/start-rollout.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { openSession } from './sessions/open-session.ts';
import { revokeSession } from './sessions/revoke-session.ts';
import { listGroups } from './groups/list-groups.ts';
import { removeGroup } from './groups/remove-group.ts';
import { saveGroup } from './groups/save-group.ts';
import { removeTemplate } from './templates/remove-template.ts';
import { saveTemplate } from './templates/save-template.ts';
import { exportCsv } from './variables/export-csv.ts';
import { importCsv } from './variables/import-csv.ts';
import { listValues } from './variables/list-values.ts';
import { resolveValues } from './variables/resolve-values.ts';
import { setValues } from './variables/set-values.ts';
import { createWorld, type World } from './testing/world.ts';

let world: World;
let owner: Context;
let stranger: Context;
let ids: {
  blueprintId: string;
  versionId: string;
  planId: string;
  jobId: string;
  memberId: string;
  invitedId: string;
  invitationId: string;
  sessionId: string;
  groupId: string;
  templateId: string;
  rolloutId: string;
  ruleId: string;
  ignoreId: string;
};

beforeAll(async () => {
  world = await createWorld();
  owner = await world.member();
  stranger = await world.stranger();
  const version = await saveBlueprint(
    owner,
    'groundwork: 1\nname: Walls\nresources:\n  tag:\n    a: { name: a wall }\n',
  );
  const plan = await createPlan(owner, {
    locationId: fixtures.locations.accounting.id,
    blueprintVersionId: version.id,
    variables: {},
  });
  const job = await startJob(owner, { planId: plan.id });
  const { memberId } = (await world.member('viewer')).actor;
  const invitedId = await insertInvited(owner);
  const invited = await inviteMember(owner, { email: 'wall@example.com', name: 'Wall', role: 'viewer' });
  await world.core.db.transaction().execute((tx) =>
    openSession(tx, world.core, {
      memberId: owner.actor.memberId,
      signedInBy: 'ghl',
      previousSession: null,
      userAgent: null,
    }),
  );
  const [session] = await listSessions(owner);
  const group = await saveGroup(owner, { name: 'Walled', locationIds: [] });
  const rollout = await createRollout(owner, {
    blueprintVersionId: version.id,
    targets: [{ locationId: fixtures.locations.accounting.id }],
  });
  const template = await saveTemplate(owner, { versionId: version.id, name: 'Walled', description: '' });
  ids = {
    groupId: group.id,
    templateId: template.templateId ?? '',
    rolloutId: rollout.id,
    ruleId: (await saveInstallRule(owner, { blueprintId: version.blueprintId, mode: 'plan' })).id,
    blueprintId: version.blueprintId,
    versionId: version.id,
    planId: plan.id,
    jobId: job.id,
    memberId,
    invitedId,
    invitationId: invited.invitation.id,
    sessionId: session?.id ?? '',
    ignoreId: await insertDrift(owner, version.blueprintId),
  };
});
afterAll(() => world.close());

const drifted = { key: 'walled', locationId: fixtures.locations.medSpa.id };

/** A tag that was renamed in an account, as a check writes it down. */
async function insertDrift({ db, actor: { agencyId } }: Context, blueprintId: string): Promise<string> {
  const place = { agency_id: agencyId, location_id: drifted.locationId, blueprint_id: blueprintId };
  const tag = { address: 'tag.a', kind: 'tag' } as const;
  const applied = { ghl_id: 't1', last_applied: '{"name":"a wall"}', origin: 'created' } as const;
  const held = { path: 'name', what: 'edited', expected: '"a wall"', live: '"a gate"', title: 'a wall' } as const;
  await db
    .insertInto('resource_states')
    .values({ ...place, ...tag, ...applied })
    .execute();
  await db
    .insertInto('drift_findings')
    .values({ ...place, ...tag, ...held, cause: drifted.key, first_seen_at: new Date() })
    .execute();
  const { id } = await db
    .insertInto('drift_ignores')
    .values({ agency_id: agencyId, blueprint_id: blueprintId, cause: drifted.key, until: new Date(), reason: 'a wall' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A member who does not sign in by GHL. */
async function insertInvited({ actor }: Context): Promise<string> {
  const { id } = await world.core.db
    .insertInto('members')
    .values({ agency_id: actor.agencyId, name: 'Invited', email: 'invited@example.com', role: 'viewer' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const feedOf = async (ctx: Context) => {
  const bus = await startEventBus(world.databaseUrl, ctx.db, ctx.log);
  const signal = AbortSignal.timeout(60_000);
  const events = followEvents({ ...ctx, bus }, { topics: [`job:${ids.jobId}`], cursor: {}, signal });
  try {
    return await events.next();
  } finally {
    await bus.stop();
  }
};

const testedAt = new Date().toISOString();
const tested = { works: true, message: 'It works.', tokenMs: 1, answerMs: 1, testedAt };
const connectionTestOf = (ctx: Context) => {
  const bridge = { ...ctx.bridge, testConnection: () => Promise.resolve(tested) };
  return testConnection({ ...ctx, bridge }, { locationId: fixtures.locations.accounting.id });
};

const descriptionOf = async (ctx: Context) => {
  const asked = askAssistant(ctx, { task: 'document', planId: ids.planId }, AbortSignal.timeout(60_000));
  for await (const event of asked) if (event.type === 'answer') return event.answer;
  return undefined;
};

const gone = (work: Promise<void>): Promise<string> => work.then(() => 'gone');

/** Whose values are kept. */
const levels: ['agency' | 'blueprint' | 'group' | 'location', () => string][] = [
  ['agency', () => owner.actor.agencyId],
  ['blueprint', () => ids.blueprintId],
  ['group', () => ids.groupId],
  ['location', () => fixtures.locations.accounting.id],
];

/** Every verb that takes an id, asked for the owner's rows. */
const asks: [string, (ctx: Context) => Promise<unknown>][] = [
  ['getBlueprint by version', (ctx) => getBlueprint(ctx, { versionId: ids.versionId })],
  ['getBlueprint', (ctx) => getBlueprint(ctx, { blueprintId: ids.blueprintId })],
  [
    'createPlan for its account',
    (ctx) =>
      createPlan(ctx, {
        locationId: fixtures.locations.accounting.id,
        blueprintVersionId: ids.versionId,
        variables: {},
      }),
  ],
  [
    'createPlan with its blueprint',
    (ctx) =>
      createPlan(ctx, {
        locationId: fixtures.secondLocations.bakery.id,
        blueprintVersionId: ids.versionId,
        variables: {},
      }),
  ],
  ['getPlan', (ctx) => getPlan(ctx, ids.planId)],
  ['startJob', (ctx) => startJob(ctx, { planId: ids.planId })],
  ['getJob', (ctx) => getJob(ctx, ids.jobId)],
  ['followEvents', feedOf],
  ['testConnection', connectionTestOf],
  ['cancelJob', (ctx) => cancelJob(ctx, { id: ids.jobId })],
  ['reportJob', (ctx) => reportJob(ctx, { id: ids.jobId })],
  ['resumeJob', (ctx) => resumeJob(ctx, { id: ids.jobId })],
  ['retryJob', (ctx) => retryJob(ctx, { id: ids.jobId })],
  ['planRollback', (ctx) => planRollback(ctx, { jobId: ids.jobId })],
  [
    'planDestroy for its account',
    (ctx) => planDestroy(ctx, { locationId: fixtures.locations.accounting.id, blueprintId: ids.blueprintId }),
  ],
  [
    'planDestroy with its blueprint',
    (ctx) => planDestroy(ctx, { locationId: fixtures.secondLocations.bakery.id, blueprintId: ids.blueprintId }),
  ],
  ['listVersions', (ctx) => listVersions(ctx, { blueprintId: ids.blueprintId })],
  ['diffVersions', (ctx) => diffVersions(ctx, { fromVersionId: ids.versionId, toVersionId: ids.versionId })],
  ['setRole', (ctx) => setRole(ctx, { memberId: ids.memberId, role: 'operator' })],
  ['createSignInLink', (ctx) => createSignInLink(ctx, { memberId: ids.invitedId })],
  ['revokeInvitation', (ctx) => revokeInvitation(ctx, { invitationId: ids.invitationId })],
  ['revokeSession', (ctx) => gone(revokeSession(ctx, { sessionId: ids.sessionId }))],
  ['removeMember', (ctx) => gone(removeMember(ctx, { memberId: ids.invitedId }))],
  ...levels.flatMap(([level, ownerId]): [string, (ctx: Context) => Promise<unknown>][] => [
    [`listValues of a ${level}`, (ctx) => listValues(ctx, { level, ownerId: ownerId() })],
    [`setValues of a ${level}`, (ctx) => setValues(ctx, { level, ownerId: ownerId(), values: [] })],
  ]),
  [
    'resolveValues of its account',
    (ctx) => resolveValues(ctx, { locationId: fixtures.locations.accounting.id, blueprintVersionId: ids.versionId }),
  ],
  ['exportCsv', (ctx) => exportCsv(ctx, { blueprintVersionId: ids.versionId })],
  ['saveGroup', (ctx) => saveGroup(ctx, { id: ids.groupId, name: 'Walled', locationIds: [] })],
  [
    'saveGroup with its account',
    (ctx) => saveGroup(ctx, { name: 'With', locationIds: [fixtures.locations.accounting.id] }),
  ],
  ['removeGroup', (ctx) => gone(removeGroup(ctx, { id: ids.groupId }))],
  ['saveTemplate', (ctx) => saveTemplate(ctx, { versionId: ids.versionId, name: 'Walled', description: '' })],
  [
    'createRollout with its blueprint',
    (ctx) =>
      createRollout(ctx, {
        blueprintVersionId: ids.versionId,
        targets: [{ locationId: fixtures.secondLocations.bakery.id }],
      }),
  ],
  ['getRollout', (ctx) => getRollout(ctx, { id: ids.rolloutId })],
  ['getMatrix', (ctx) => getMatrix(ctx, { id: ids.rolloutId, offset: 0, limit: 10 })],
  [
    'skipTarget',
    (ctx) => skipTarget(ctx, { id: ids.rolloutId, locationId: fixtures.locations.accounting.id, skip: false }),
  ],
  ['retryRollout', (ctx) => retryRollout(ctx, { id: ids.rolloutId })],
  ['pauseRollout', (ctx) => pauseRollout(ctx, { id: ids.rolloutId })],
  ['resumeRollout', (ctx) => resumeRollout(ctx, { id: ids.rolloutId })],
  ['startRollout', (ctx) => startRollout(ctx, { id: ids.rolloutId })],
  ['cancelRollout', (ctx) => cancelRollout(ctx, { id: ids.rolloutId })],
  ['saveInstallRule', (ctx) => saveInstallRule(ctx, { blueprintId: ids.blueprintId, mode: 'plan' })],
  ['removeInstallRule', (ctx) => gone(removeInstallRule(ctx, { id: ids.ruleId }))],
  ['removeTemplate', (ctx) => gone(removeTemplate(ctx, { id: ids.templateId }))],
  ['getAccount', (ctx) => getAccount(ctx, drifted)],
  ['exportState', (ctx) => exportState(ctx, drifted)],
  [
    'compareAccounts',
    (ctx) => compareAccounts(ctx, { leftId: fixtures.locations.accounting.id, rightId: drifted.locationId }),
  ],
  ['getAccountDrift', (ctx) => getAccountDrift(ctx, drifted)],
  ['getCause', (ctx) => getCause(ctx, drifted)],
  ['requestCheck', (ctx) => requestCheck(ctx, { locationIds: [drifted.locationId] })],
  ['fixDrift', (ctx) => fixDrift(ctx, drifted)],
  ['fixManyDrifts', (ctx) => fixManyDrifts(ctx, { keys: [drifted.key] })],
  [
    'ignoreManyDrifts',
    (ctx) => ignoreManyDrifts(ctx, { keys: [drifted.key], locationId: drifted.locationId, days: 1, reason: 'x' }),
  ],
  ['acceptManyDrifts', (ctx) => acceptManyDrifts(ctx, { keys: [drifted.key] })],
  [
    'ignoreDrift',
    (ctx) => ignoreDrift(ctx, { ...drifted, locationId: fixtures.locations.medSpa.id, days: 1, reason: 'x' }),
  ],
  ['acceptDrift', (ctx) => acceptDrift(ctx, drifted)],
  ['askAssistant about its plan', descriptionOf],
  ['unignoreDrift', (ctx) => gone(unignoreDrift(ctx, { id: ids.ignoreId }))],
  // Last: the owner is an admin afterwards.
  ['transferOwnership', (ctx) => transferOwnership(ctx, { memberId: ids.memberId })],
];

test.each(asks)('another agency gets NOT_FOUND: %s', async (_, ask) => {
  await expect(ask(stranger)).rejects.toSatisfy((error) => error instanceof AppError && error.code === 'NOT_FOUND');
});

/** What fails for the owner too: an account of another agency, a retry of what has not failed, the start of a rollout without plans, to undo what was not applied, to accept what is ignored. */
const refusedAnyway = [
  'acceptDrift',
  'acceptManyDrifts',
  'createPlan with its blueprint',
  'createRollout with its blueprint',
  'pauseRollout',
  'resumeRollout',
  'startRollout',
  'retryJob',
  'planRollback',
  'planDestroy for its account',
  'planDestroy with its blueprint',
];

test.each(asks.filter(([name]) => !refusedAnyway.includes(name)))('the owner does not: %s', async (_, ask) => {
  await expect(ask(owner)).resolves.toBeDefined();
});

test('lists hold only the own agency', async () => {
  const { bridge } = world.core;
  const withBridge = {
    ...stranger,
    bridge: { ...bridge, installation: () => Promise.reject(new AppError('NOT_INSTALLED', 'not part of this test')) },
  };
  expect((await listJobs(stranger, { limit: 10 })).jobs).toEqual([]);
  expect(await listBlueprints(stranger)).toEqual([]);
  expect(await listMembers(stranger)).toMatchObject({ members: [{ id: stranger.actor.memberId }], invitations: [] });
  expect(await listSessions(stranger)).toEqual([]);
  expect(await listGroups(stranger)).toEqual([]);
  expect((await listRollouts(stranger, { limit: 10 })).rollouts).toEqual([]);
  expect(await listInstallRules(stranger)).toEqual([]);
  expect(await getDrift(stranger)).toMatchObject({ causes: [], failures: [], counts: { total: 0 } });
  expect(await requestCheck(stranger, {})).toEqual({ requested: 0 });
  const csv = `location\n${fixtures.locations.accounting.id}\n`;
  expect((await importCsv(stranger, { csv, dryRun: true })).rows).toMatchObject([{ location: null }]);
  const accounts = (await listAccounts(withBridge)).accounts.map((account) => account.id);
  expect(accounts.toSorted()).toEqual(
    Object.values(fixtures.secondLocations)
      .map((location) => location.id)
      .toSorted(),
  );
});

test('a viewer may look and not touch', async () => {
  const viewer = await world.member('viewer');
  await expect(getJob(viewer, ids.jobId)).resolves.toMatchObject({ id: ids.jobId });
  await expect(startJob(viewer, { planId: ids.planId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(saveBlueprint(viewer, 'groundwork: 1')).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
