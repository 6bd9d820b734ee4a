import { fixtures } from '@groundwork/ghl-sandbox';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SignedIn } from '../../scripts/sign-in.ts';
import { procedures } from './procedures.ts';
import { firstEvent, rawCall, refusalOf } from './raw-call.ts';
import { nothingIsWritten, tagSource, type World } from './world.ts';

/** Every mutation but those that change nothing, or only what is the caller's own. */
const mutations: [procedure: string, ask: (trpc: SignedIn['trpc'], own: World['own']) => Promise<unknown>][] = [
  ['blueprints.save', (trpc) => trpc.blueprints.save.mutate({ source: tagSource('mine') })],
  ['blueprints.capture', (trpc) => trpc.blueprints.capture.mutate({ locationId: fixtures.locations.gym.id })],
  [
    'plans.create',
    (trpc, { versionId: blueprintVersionId }) =>
      trpc.plans.create.mutate({ locationId: fixtures.locations.gym.id, blueprintVersionId, variables: {} }),
  ],
  ['jobs.start', (trpc, { planId }) => trpc.jobs.start.mutate({ planId })],
  ['jobs.cancel', (trpc, { jobId: id }) => trpc.jobs.cancel.mutate({ id })],
  ['jobs.retry', (trpc, { jobId: id }) => trpc.jobs.retry.mutate({ id })],
  ['jobs.resume', (trpc, { jobId: id }) => trpc.jobs.resume.mutate({ id })],
  ['plans.rollback', (trpc, { jobId }) => trpc.plans.rollback.mutate({ jobId })],
  [
    'plans.destroy',
    (trpc, { blueprintId }) => trpc.plans.destroy.mutate({ locationId: fixtures.locations.gym.id, blueprintId }),
  ],
  ['jobs.redrive', (trpc) => trpc.jobs.redrive.mutate()],
  ['accounts.sync', (trpc) => trpc.accounts.sync.mutate()],
  ['connections.test', (trpc) => trpc.connections.test.mutate({ locationId: null })],
  [
    'accounts.compare',
    (trpc) =>
      trpc.accounts.compare.mutate({ leftId: fixtures.locations.gym.id, rightId: fixtures.locations.medSpa.id }),
  ],
  [
    'blueprints.saveTemplate',
    (trpc, { versionId }) => trpc.blueprints.saveTemplate.mutate({ versionId, name: 'Mine', description: '' }),
  ],
  ['blueprints.removeTemplate', (trpc, { templateId: id }) => trpc.blueprints.removeTemplate.mutate({ id })],
  ['groups.save', (trpc) => trpc.groups.save.mutate({ name: 'Mine', locationIds: [] })],
  ['groups.remove', (trpc, { groupId: id }) => trpc.groups.remove.mutate({ id })],
  ['variables.set', (trpc) => trpc.variables.set.mutate({ level: 'agency', ownerId: null, values: [] })],
  ['variables.importCsv', (trpc) => trpc.variables.importCsv.mutate({ csv: 'location,a\n', dryRun: false })],
  [
    'rollouts.create',
    (trpc, { versionId: blueprintVersionId }) =>
      trpc.rollouts.create.mutate({ blueprintVersionId, targets: [{ locationId: fixtures.locations.gym.id }] }),
  ],
  ['rollouts.start', (trpc, { rolloutId: id }) => trpc.rollouts.start.mutate({ id })],
  ['rollouts.pause', (trpc, { rolloutId: id }) => trpc.rollouts.pause.mutate({ id })],
  ['rollouts.resume', (trpc, { rolloutId: id }) => trpc.rollouts.resume.mutate({ id })],
  ['rollouts.cancel', (trpc, { rolloutId: id }) => trpc.rollouts.cancel.mutate({ id })],
  ['rollouts.retry', (trpc, { rolloutId: id }) => trpc.rollouts.retry.mutate({ id })],
  [
    'rollouts.skip',
    (trpc, { rolloutId: id }) =>
      trpc.rollouts.skip.mutate({ id, locationId: fixtures.locations.accounting.id, skip: true }),
  ],
  ['rollouts.saveRule', (trpc, { blueprintId }) => trpc.rollouts.saveRule.mutate({ blueprintId, mode: 'apply' })],
  ['rollouts.removeRule', (trpc, { ruleId: id }) => trpc.rollouts.removeRule.mutate({ id })],
  ['drift.check', (trpc) => trpc.drift.check.mutate({})],
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
  ['assistant.saveSettings', (trpc) => trpc.assistant.saveSettings.mutate({ monthlyTokens: 0 })],
  ['drift.setSchedule', (trpc) => trpc.drift.setSchedule.mutate({ everyHours: 1 })],
  ['members.invite', (trpc) => trpc.members.invite.mutate({ email: 'me@example.com', name: 'Me', role: 'admin' })],
  ['members.setRole', (trpc, { memberId }) => trpc.members.setRole.mutate({ memberId, role: 'admin' })],
  ['members.transferOwnership', (trpc, { memberId }) => trpc.members.transferOwnership.mutate({ memberId })],
  ['members.remove', (trpc, { memberId }) => trpc.members.remove.mutate({ memberId })],
  ['members.signInLink', (trpc, { memberId }) => trpc.members.signInLink.mutate({ memberId })],
  ['members.revokeInvitation', (trpc, { invitationId }) => trpc.members.revokeInvitation.mutate({ invitationId })],
];

const sessions: [string, cookie: string][] = [
  ['no session', ''],
  ['a made-up session', `gw_session=${randomBytes(32).toString('base64url')}`],
  ['a session of 8,000 characters', `gw_session=${'a'.repeat(8_000)}`],
  ['a session that tries to be SQL', "gw_session=' or 1=1 --"],
];

const foreigners: [string, headers: Record<string, string>][] = [
  ['a foreign Host', { host: 'evil.example' }],
  ['a foreign Host on the own port', { host: 'evil.example:PORT' }],
  ['no Host', { host: '' }],
  ['a foreign Origin', { origin: 'https://evil.example' }],
  ['the own Origin on another port', { origin: 'http://localhost:5173' }],
  ['the own Origin by another protocol', { origin: 'https://localhost:PORT' }],
  ['an Origin that is none', { origin: 'null' }],
  ['another site, by the browser’s word', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour, by the browser’s word', { 'sec-fetch-site': 'same-site' }],
];

export function intruders(world: World): void {
  nothingIsWritten(world);

  test.each(mutations)('a viewer: %s', async (_, ask) => {
    expect(await refusalOf(ask(world.viewer.trpc, world.own))).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/role \(viewer\) may not.*Ask an owner or admin/),
    });
  });

  test('there is no other mutation', () => {
    const harmless = ['blueprints.check', 'blueprints.format', 'invitations.offer', 'session.signOut'];
    const keys = ['apiKeys.create', 'apiKeys.decideDevice', 'apiKeys.revoke', 'apiKeys.revokeSelf'];
    const own = ['profile.update', 'sessions.revoke', 'sessions.revokeOthers', ...keys];
    // A stream, whose refusals core tests.
    const streams = ['assistant.ask'];
    const all = procedures.filter(({ type }) => type === 'mutation').map(({ path }) => path);
    expect(all.toSorted()).toEqual(
      [...mutations.map(([procedure]) => procedure), ...harmless, ...own, ...streams].toSorted(),
    );
  });

  test.each(sessions)('%s: every procedure but those for everybody', async (_, cookie) => {
    const headers = { cookie, 'content-type': 'application/json' };
    const ask = async ({ path, type }: (typeof procedures)[number]) => {
      const url = `${world.instance.url}/trpc/${path}`;
      if (type === 'mutation') return (await rawCall(url, { method: 'POST', headers, body: '{}' })).error;
      if (type === 'query') return (await rawCall(url, { headers })).error;
      const { data } = await firstEvent(`${url}?input=${encodeURIComponent('{"topics":["agency"]}')}`, headers);
      return (JSON.parse(data) as { data: { app: object } }).data.app;
    };
    const forEverybody = ['session.signOut', 'invitations.offer', 'config.schema'];
    const asked = procedures.filter(({ path }) => !forEverybody.includes(path));
    const unauthorized = { code: 'UNAUTHORIZED', message: expect.stringMatching(/Sign in again/) };
    for (const procedure of asked)
      expect({ procedure, error: await ask(procedure) }).toMatchObject({ procedure, error: unauthorized });
  });

  test.each(foreigners)('%s', async (_, headers) => {
    const { port } = new URL(world.instance.url);
    const bent = Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port)]);
    const answer = await rawCall(`${world.instance.url}/trpc/blueprints.save`, {
      method: 'POST',
      headers: { cookie: world.owner.cookie, 'content-type': 'application/json', ...Object.fromEntries(bent) },
      body: JSON.stringify({ source: tagSource('foreign') }),
    });
    expect(answer).toMatchObject({
      status: 403,
      error: { code: 'FORBIDDEN', message: expect.stringMatching(/Open /) },
    });
  });

  test('a link from elsewhere signs nobody out', async () => {
    const { cookie } = world.owner;
    const answer = await fetch(`${world.instance.url}/trpc/session.signOut`, { headers: { cookie } });
    expect(answer.status).toBe(405);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
}
