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
  locationId: 'nobodys',
});

/** Every procedure that takes an id. */
const asks: [procedure: string, ask: (trpc: SignedIn['trpc'], ids: Ids) => Promise<unknown>][] = [
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
  ['sessions.revoke', (trpc, { sessionId }) => trpc.sessions.revoke.mutate({ sessionId })],
];

export function otherAgencies(world: World): void {
  nothingIsWritten(world);

  test.each(asks)('%s', async (_, ask) => {
    const { trpc } = world.stranger;
    const { requestId: _1, ...foreign } = await refusalOf(ask(trpc, { ...world.own, locationId: locations.gym.id }));
    const { requestId: _2, ...unknown } = await refusalOf(ask(trpc, nobodys()));
    const message = expect.stringMatching(/no such .*link is wrong/);
    expect(foreign).toEqual({ code: 'NOT_FOUND', message, retryable: false });
    expect(foreign).toEqual(unknown);
  });

  test('no other procedure takes an id, but those that filter and follow', () => {
    const ownOnly = ['members.invite', 'profile.update', 'invitations.offer'];
    const others = ['blueprints.check', 'blueprints.save', 'jobs.list', 'connections.refreshes', 'feed', ...ownOnly];
    const known = new Set([...asks.map(([procedure]) => procedure), ...others]);
    const withInput = procedures.filter(({ takesInput }) => takesInput).map(({ path }) => path);
    expect(withInput.toSorted()).toEqual([...known].toSorted());
  });

  test('lists and filters show nothing of it', async () => {
    const { jobs, blueprints, accounts, members, sessions } = world.stranger.trpc;
    expect(await members.list.query()).toMatchObject({ members: [{ role: 'owner' }], invitations: [] });
    const shownSessions = (await sessions.list.query()).map(({ id }) => id);
    expect(shownSessions).not.toContain(world.own.sessionId);
    expect(await jobs.list.query({ limit: 100 })).toMatchObject({ jobs: [] });
    expect(await jobs.list.query({ limit: 100, locationId: locations.accounting.id })).toMatchObject({ jobs: [] });
    expect(await blueprints.list.query()).toEqual([]);
    const shown = (await accounts.list.query()).accounts.map(({ id }) => id);
    const own = Object.values(secondLocations).map(({ id }) => id);
    expect(shown.toSorted()).toEqual(own.toSorted());
  });
}
