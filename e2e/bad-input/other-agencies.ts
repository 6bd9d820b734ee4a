import { fixtures } from '@groundwork/ghl-sandbox';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SignedIn } from '../../scripts/sign-in.ts';
import { procedures } from './procedures.ts';
import { refusalOf } from './raw-call.ts';
import { nothingIsWritten, type World } from './world.ts';

interface Ids {
  blueprintId: string;
  versionId: string;
  planId: string;
  jobId: string;
  memberId: string;
  invitationId: string;
  sessionId: string;
  groupId: string;
  templateId: string;
  rolloutId: string;
  ruleId: string;
  apiKeyId: string;
  ignoreId: string;
  causeKey: string;
  locationId: string;
}

const { locations, secondLocations } = fixtures;
const nobodys = (): Ids => ({
  blueprintId: randomUUID(),
  versionId: randomUUID(),
  planId: randomUUID(),
  jobId: randomUUID(),
  memberId: randomUUID(),
  invitationId: randomUUID(),
  sessionId: randomUUID(),
  groupId: randomUUID(),
  templateId: randomUUID(),
  rolloutId: randomUUID(),
  ruleId: randomUUID(),
  apiKeyId: randomUUID(),
  ignoreId: randomUUID(),
  causeKey: 'nobodys',
  locationId: 'nobodys',
});

type Ask = [procedure: string, ask: (trpc: SignedIn['trpc'], ids: Ids) => Promise<unknown>];

/** Every procedure that takes an id. */
const asks: Ask[] = [
  ['blueprints.get', (trpc, { versionId }) => trpc.blueprints.get.query({ versionId })],
  ['blueprints.get', (trpc, { blueprintId }) => trpc.blueprints.get.query({ blueprintId })],
  ['blueprints.versions', (trpc, { blueprintId }) => trpc.blueprints.versions.query({ blueprintId })],
  [
    'blueprints.diff',
    (trpc, { versionId }) => trpc.blueprints.diff.query({ fromVersionId: versionId, toVersionId: versionId }),
  ],
  ['plans.get', (trpc, { planId }) => trpc.plans.get.query({ id: planId })],
  [
    'plans.create',
    (trpc, { versionId: blueprintVersionId, locationId }) =>
      trpc.plans.create.mutate({ locationId, blueprintVersionId, variables: {} }),
  ],
  [
    'plans.create',
    (trpc, { versionId: blueprintVersionId }) =>
      trpc.plans.create.mutate({ locationId: secondLocations.bakery.id, blueprintVersionId, variables: {} }),
  ],
  ['jobs.get', (trpc, { jobId }) => trpc.jobs.get.query({ id: jobId })],
  ['jobs.start', (trpc, { planId }) => trpc.jobs.start.mutate({ planId })],
  ['jobs.cancel', (trpc, { jobId }) => trpc.jobs.cancel.mutate({ id: jobId })],
  ['jobs.retry', (trpc, { jobId }) => trpc.jobs.retry.mutate({ id: jobId })],
  ['jobs.resume', (trpc, { jobId }) => trpc.jobs.resume.mutate({ id: jobId })],
  ['members.setRole', (trpc, { memberId }) => trpc.members.setRole.mutate({ memberId, role: 'viewer' })],
  ['members.transferOwnership', (trpc, { memberId }) => trpc.members.transferOwnership.mutate({ memberId })],
  ['members.remove', (trpc, { memberId }) => trpc.members.remove.mutate({ memberId })],
  ['members.signInLink', (trpc, { memberId }) => trpc.members.signInLink.mutate({ memberId })],
  ['members.revokeInvitation', (trpc, { invitationId }) => trpc.members.revokeInvitation.mutate({ invitationId })],
  ['blueprints.capture', (trpc, { locationId }) => trpc.blueprints.capture.mutate({ locationId })],
  ['connections.test', (trpc, { locationId }) => trpc.connections.test.mutate({ locationId })],
  ['jobs.report', (trpc, { jobId }) => trpc.jobs.report.query({ id: jobId })],
  ['plans.rollback', (trpc, { jobId }) => trpc.plans.rollback.mutate({ jobId })],
  [
    'plans.destroy',
    (trpc, { blueprintId }) => trpc.plans.destroy.mutate({ locationId: secondLocations.bakery.id, blueprintId }),
  ],
  ['plans.destroy', (trpc, { locationId, blueprintId }) => trpc.plans.destroy.mutate({ locationId, blueprintId })],
  ['accounts.get', (trpc, { locationId }) => trpc.accounts.get.query({ locationId })],
  ['accounts.exportState', (trpc, { locationId }) => trpc.accounts.exportState.query({ locationId })],
  [
    'accounts.compare',
    (trpc, { locationId }) => trpc.accounts.compare.mutate({ leftId: secondLocations.bakery.id, rightId: locationId }),
  ],
  [
    'blueprints.saveTemplate',
    (trpc, { versionId }) => trpc.blueprints.saveTemplate.mutate({ versionId, name: 'Mine', description: '' }),
  ],
  ['blueprints.removeTemplate', (trpc, { templateId }) => trpc.blueprints.removeTemplate.mutate({ id: templateId })],
  ['groups.save', (trpc, { groupId }) => trpc.groups.save.mutate({ id: groupId, name: 'Mine', locationIds: [] })],
  ['groups.save', (trpc, { locationId }) => trpc.groups.save.mutate({ name: 'Mine', locationIds: [locationId] })],
  ['groups.remove', (trpc, { groupId }) => trpc.groups.remove.mutate({ id: groupId })],
  ...(['blueprint', 'group', 'location'] as const).flatMap((level): Ask[] => [
    ['variables.list', (trpc, ids) => trpc.variables.list.query({ level, ownerId: ids[`${level}Id`] })],
    ['variables.set', (trpc, ids) => trpc.variables.set.mutate({ level, ownerId: ids[`${level}Id`], values: [] })],
  ]),
  [
    'variables.resolve',
    (trpc, { versionId: blueprintVersionId }) =>
      trpc.variables.resolve.query({ locationId: secondLocations.bakery.id, blueprintVersionId }),
  ],
  ['variables.exportCsv', (trpc, { versionId }) => trpc.variables.exportCsv.query({ blueprintVersionId: versionId })],
  [
    'rollouts.create',
    (trpc, { versionId: blueprintVersionId }) =>
      trpc.rollouts.create.mutate({ blueprintVersionId, targets: [{ locationId: secondLocations.bakery.id }] }),
  ],
  ['rollouts.get', (trpc, { rolloutId: id }) => trpc.rollouts.get.query({ id })],
  ['rollouts.matrix', (trpc, { rolloutId: id }) => trpc.rollouts.matrix.query({ id })],
  ['rollouts.start', (trpc, { rolloutId: id }) => trpc.rollouts.start.mutate({ id })],
  ['rollouts.pause', (trpc, { rolloutId: id }) => trpc.rollouts.pause.mutate({ id })],
  ['rollouts.resume', (trpc, { rolloutId: id }) => trpc.rollouts.resume.mutate({ id })],
  ['rollouts.cancel', (trpc, { rolloutId: id }) => trpc.rollouts.cancel.mutate({ id })],
  ['rollouts.retry', (trpc, { rolloutId: id }) => trpc.rollouts.retry.mutate({ id })],
  [
    'rollouts.skip',
    (trpc, { rolloutId: id }) => trpc.rollouts.skip.mutate({ id, locationId: locations.accounting.id, skip: true }),
  ],
  ['rollouts.saveRule', (trpc, { blueprintId }) => trpc.rollouts.saveRule.mutate({ blueprintId, mode: 'apply' })],
  ['rollouts.removeRule', (trpc, { ruleId: id }) => trpc.rollouts.removeRule.mutate({ id })],
  ['drift.cause', (trpc, { causeKey: key }) => trpc.drift.cause.query({ key })],
  ['drift.account', (trpc, { locationId }) => trpc.drift.account.query({ locationId })],
  ['drift.check', (trpc, { locationId }) => trpc.drift.check.mutate({ locationIds: [locationId] })],
  ['drift.fix', (trpc, { causeKey: key }) => trpc.drift.fix.mutate({ key })],
  ['drift.accept', (trpc, { causeKey: key }) => trpc.drift.accept.mutate({ key })],
  [
    'drift.ignore',
    (trpc, { causeKey: key }) => trpc.drift.ignore.mutate({ key, locationId: null, days: 1, reason: 'Mine' }),
  ],
  ['drift.fixMany', (trpc, { causeKey }) => trpc.drift.fixMany.mutate({ keys: [causeKey] })],
  ['drift.acceptMany', (trpc, { causeKey }) => trpc.drift.acceptMany.mutate({ keys: [causeKey] })],
  [
    'drift.ignoreMany',
    (trpc, { causeKey }) =>
      trpc.drift.ignoreMany.mutate({ keys: [causeKey], locationId: null, days: 1, reason: 'Mine' }),
  ],
  ['drift.unignore', (trpc, { ignoreId: id }) => trpc.drift.unignore.mutate({ id })],
  ['apiKeys.revoke', (trpc, { apiKeyId: id }) => trpc.apiKeys.revoke.mutate({ id })],
  [
    'apiKeys.create',
    (trpc, { locationId }) => trpc.apiKeys.create.mutate({ name: 'Mine', role: 'viewer', locationIds: [locationId] }),
  ],
  ['sessions.revoke', (trpc, { sessionId }) => trpc.sessions.revoke.mutate({ sessionId })],
];

export function otherAgencies(world: World): void {
  nothingIsWritten(world);

  test.each(asks)('%s', async (_, ask) => {
    const { trpc } = world.stranger;
    const { requestId: _1, ...foreign } = await refusalOf(ask(trpc, { ...world.own, locationId: locations.gym.id }));
    const { requestId: _2, ...unknown } = await refusalOf(ask(trpc, nobodys()));
    const message = expect.stringMatching(/no such .*link is wrong|no longer there/);
    expect(foreign).toEqual({ code: 'NOT_FOUND', message, retryable: false });
    expect(foreign).toEqual(unknown);
  });

  test('no other procedure takes an id, but those that filter and follow', () => {
    const ownOnly = ['drift.setSchedule', 'members.invite', 'profile.update', 'invitations.offer'];
    const texts = ['blueprints.check', 'blueprints.format', 'blueprints.save', 'variables.importCsv'];
    // A code that its reader was shown, a month, a limit; and a stream, whose plan of another agency core does not find.
    const codes = ['apiKeys.device', 'apiKeys.decideDevice', 'apiKeys.audit'];
    const assistant = ['assistant.ask', 'assistant.saveSettings', 'assistant.usage'];
    const others = [
      ...texts,
      ...codes,
      ...assistant,
      'jobs.list',
      'rollouts.list',
      'drift.get',
      'connections.refreshes',
      'feed',
      ...ownOnly,
    ];
    const known = new Set([...asks.map(([procedure]) => procedure), ...others]);
    const withInput = procedures.filter(({ takesInput }) => takesInput).map(({ path }) => path);
    expect(withInput.toSorted()).toEqual([...known].toSorted());
  });

  test('lists and filters show nothing of it', async () => {
    const { jobs, blueprints, accounts, members, sessions, groups, rollouts, drift, variables } = world.stranger.trpc;
    expect(await members.list.query()).toMatchObject({ members: [{ role: 'owner' }], invitations: [] });
    const shownSessions = (await sessions.list.query()).map(({ id }) => id);
    expect(shownSessions).not.toContain(world.own.sessionId);
    expect(await jobs.list.query({ limit: 100 })).toMatchObject({ jobs: [] });
    expect(await jobs.list.query({ limit: 100, locationId: locations.accounting.id })).toMatchObject({ jobs: [] });
    expect(await blueprints.list.query()).toEqual([]);
    expect((await blueprints.library.query()).filter(({ templateId }) => templateId)).toEqual([]);
    expect(await groups.list.query()).toEqual([]);
    expect(await rollouts.list.query({})).toMatchObject({ rollouts: [] });
    expect(await rollouts.rules.query()).toEqual([]);
    expect(await drift.get.query()).toMatchObject({ causes: [], failures: [], counts: { total: 0 } });
    const csv = `location,a\n${locations.gym.id},1\n`;
    expect(await variables.importCsv.mutate({ csv, dryRun: true })).toMatchObject({ rows: [{ location: null }] });
    const shown = (await accounts.list.query()).accounts.map(({ id }) => id);
    const own = Object.values(secondLocations).map(({ id }) => id);
    expect(shown.toSorted()).toEqual(own.toSorted());
  });
}
