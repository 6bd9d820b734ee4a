import { createSandboxControl, fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { JobView, PlanView, VariableValues } from '@groundwork/shared/views';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import { type Instance, startInstance } from '../../scripts/instance.ts';
import { type SignedIn, signIn } from '../../scripts/sign-in.ts';
import { createSignInSteps } from './sign-in-steps.ts';
import { createLedger } from './what-is-held.ts';

/** A running Groundwork with what there is to attack. Filled in before the first test. */
export interface World {
  instance: Instance;
  sandbox: SandboxControl;
  steps: ReturnType<typeof createSignInSteps>;
  ledger: ReturnType<typeof createLedger>;
  /** Process ids at the start. */
  pids: Record<string, number | undefined>;
  owner: SignedIn;
  /** Of the owner's agency. */
  viewer: SignedIn;
  /** Owner of another agency. */
  stranger: SignedIn;
  /** The owner's rows, which nobody else may reach. */
  own: {
    blueprintId: string;
    versionId: string;
    planId: string;
    jobId: string;
    /** The viewer. */
    memberId: string;
    invitationId: string;
    /** Of a link that is open. */
    invitationToken: string;
    sessionId: string;
    groupId: string;
    templateId: string;
    rolloutId: string;
    ruleId: string;
    apiKeyId: string;
    ignoreId: string;
    causeKey: string;
  };
}

export async function openWorld(world: World): Promise<void> {
  // The more a process says, the more it could give away.
  const instance = await startInstance({ useFreePorts: true, buildWeb: false, env: { LOG_LEVEL: 'debug' } });
  const { url, sandboxUrl = '' } = instance;
  const sandbox = createSandboxControl(sandboxUrl);
  Object.assign(world, {
    instance,
    sandbox,
    steps: createSignInSteps(instance),
    ledger: createLedger(instance, sandbox),
    pids: pidsOf(instance),
    owner: await signIn(url),
    viewer: await signIn(url, { as: fixtures.users.secondAdmin.id }),
    stranger: await signIn(url, { as: fixtures.users.otherAgencyAdmin.id }),
  });
  await world.ledger.endSchedules();
  const plan = await planTag(world, fixtures.locations.accounting.id, 'own');
  const job = await apply(world, plan);
  const { id: blueprintId, versionId } = plan.blueprint;
  world.own = {
    blueprintId,
    versionId,
    planId: plan.id,
    jobId: job.id,
    ...(await ownPeople(world)),
    ...(await ownFleet(world.owner, { blueprintId, versionId })),
    ...(await world.ledger.insertDrift({ blueprintId, locationId: fixtures.locations.accounting.id })),
  };
}

/** A group, a template, a rule, a key, and a rollout whose plans are made. */
async function ownFleet(
  { trpc }: SignedIn,
  { blueprintId, versionId }: { blueprintId: string; versionId: string },
): Promise<Pick<World['own'], 'groupId' | 'templateId' | 'rolloutId' | 'ruleId' | 'apiKeyId'>> {
  const group = await trpc.groups.save.mutate({ name: 'Own', locationIds: [] });
  const template = await trpc.blueprints.saveTemplate.mutate({ versionId, name: 'Own', description: '' });
  const rule = await trpc.rollouts.saveRule.mutate({ blueprintId, mode: 'plan' });
  const { key } = await trpc.apiKeys.create.mutate({ name: 'Own', role: 'viewer' });
  const targets = [{ locationId: fixtures.locations.accounting.id }];
  const { id } = await trpc.rollouts.create.mutate({ blueprintVersionId: versionId, targets });
  while ((await trpc.rollouts.get.query({ id })).state === 'PLANNING') await sleep(100);
  return { groupId: group.id, templateId: template.templateId ?? '', ruleId: rule.id, apiKeyId: key.id, rolloutId: id };
}

async function ownPeople({ owner, viewer, steps }: World) {
  const { invitation, url } = await owner.trpc.members.invite.mutate({
    email: 'invited@example.com',
    name: 'Invited',
    role: 'viewer',
  });
  const invitationToken = new URL(url).hash.slice(1);
  steps.seen.add(invitationToken);
  return {
    memberId: (await viewer.trpc.session.me.query()).user.id,
    sessionId: (await owner.trpc.session.me.query()).sessionId,
    invitationId: invitation.id,
    invitationToken,
  };
}

export async function closeWorld({ ledger, instance }: Partial<World>): Promise<void> {
  await ledger?.close();
  await instance?.stop();
}

export const pidsOf = ({ roles }: Instance): Record<string, number | undefined> =>
  Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, role.pid]));

/** A blueprint of one tag. */
export const tagSource = (name: string): string =>
  `groundwork: 1\nname: Holds ${name}\nresources:\n  tag:\n    a: { name: ${name} }\n`;

export const planFor = (
  { owner }: World,
  locationId: string,
  blueprintVersionId: string,
  variables: VariableValues = {},
): Promise<PlanView> => owner.trpc.plans.create.mutate({ locationId, blueprintVersionId, variables });

export async function planTag(world: World, locationId: string, tag: string): Promise<PlanView> {
  const { id } = await world.owner.trpc.blueprints.save.mutate({ source: tagSource(tag) });
  return planFor(world, locationId, id);
}

export async function apply(world: World, plan: PlanView): Promise<JobView> {
  return ended(world, (await world.owner.trpc.jobs.start.mutate({ planId: plan.id })).id);
}

/** Waits for the job's end by asking. */
export async function ended({ owner }: World, jobId: string): Promise<JobView> {
  for (let asked = 0; asked < 550; asked++) {
    const job = await owner.trpc.jobs.get.query({ id: jobId });
    if (job.state !== 'PENDING' && job.state !== 'PROCESSING') return job;
    await sleep(100);
  }
  throw new Error(`job ${jobId} does not end`);
}

/** The tags that GHL really holds. */
export const tagsOf = async ({ sandbox }: World, locationId: string): Promise<string[]> =>
  (await sandbox.listResources({ kind: 'tag', ownerId: locationId })).map((tag) => String(tag['name'])).toSorted();

/** Around every test of a group: what is kept before is what is kept after. */
export function nothingIsWritten(world: World, options: { but?: string[] } = {}): void {
  let before: Record<string, number>;
  beforeEach(async () => {
    before = await world.ledger.read(options);
  });
  afterEach(async () => {
    expect(await world.ledger.read(options)).toEqual(before);
  });
}
