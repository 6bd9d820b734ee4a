import { createGroundwork } from '../src/index.ts';
import { tagsBlueprint } from '../test/tags-blueprint.ts';
import type { Shape } from './contract.ts';
import { join, shapeOf } from './shape-of.ts';

/** Calls what the SDK can call, of a fresh instance on the sandbox, and keeps the shape of each answer. */
export async function recordOutputs({ url, apiKey }: { url: string; apiKey: string }): Promise<Record<string, Shape>> {
  const seen: Record<string, Shape> = {};
  const keep = (name: string, answer: unknown) => {
    const shape = shapeOf(answer);
    seen[name] = seen[name] ? join(seen[name], shape) : shape;
  };
  const gw = createGroundwork({
    url,
    apiKey,
    async fetch(input, init) {
      const answer = await fetch(input, init);
      const name = new URL(input instanceof Request ? input.url : input).pathname.replace('/trpc/', '');
      if (answer.ok && name !== 'feed')
        keep(name, ((await answer.clone().json()) as { result: { data?: unknown } }).result.data);
      return answer;
    },
  });
  await gw.me();
  await gw.accounts.sync();
  const { accounts } = await gw.accounts.list();
  const [account, other] = accounts.filter(({ state }) => state === 'active');
  if (!account || !other) throw new Error('The sandbox has too few accounts for this.');

  const first = await gw.blueprints.save(tagsBlueprint('Wire', 2));
  const version = await gw.blueprints.save(tagsBlueprint('Wire', 3));
  const of = { locationId: account.id, blueprintVersionId: version.id };
  await gw.blueprints.list();
  await gw.blueprints.get({ versionId: version.id });
  await gw.blueprints.versions(version.blueprintId);
  await gw.blueprints.diff({ fromVersionId: first.id, toVersionId: version.id });
  await gw.blueprints.check(version.source);
  await gw.blueprints.format(version.source);
  await gw.blueprints.library();

  const plan = await gw.plans.create(of);
  const job = await gw.jobs.start({ planId: plan.id });
  const events: Record<string, Shape> = {};
  for await (const { id: _id, at: _at, ...event } of gw.jobs.events(job.id)) {
    const shape = shapeOf(event);
    events[event.type] = events[event.type] ? join(events[event.type] ?? shape, shape) : shape;
  }
  seen['feed'] = { types: ['object'], properties: events };
  await gw.plans.get(plan.id);
  await gw.jobs.get(job.id);
  await gw.jobs.report(job.id);
  await gw.jobs.list().page();
  await gw.jobs.redrive();
  await gw.plans.rollback({ jobId: job.id });
  await gw.plans.destroy({ locationId: account.id, blueprintId: version.blueprintId });
  await gw.accounts.get(account.id);
  await gw.accounts.exportState(account.id);
  await gw.accounts.compare({ leftId: account.id, rightId: other.id });
  await gw.blueprints.capture(account.id);

  const made = await gw.rollouts.create({ blueprintVersionId: version.id, targets: [{ locationId: other.id }] });
  await gw.waitForRollout(made.id, { intervalMs: 200 });
  await gw.rollouts.matrix(made.id);
  await gw.rollouts.start({ id: made.id });
  await gw.waitForRollout(made.id, { intervalMs: 200 });
  await gw.rollouts.list().page();

  await gw.drift.get();
  await gw.drift.account(account.id);
  await gw.drift.check({ locationIds: [account.id] });
  const place = { level: 'location' as const, ownerId: account.id };
  await gw.variables.set({ ...place, values: [{ name: 'phone', value: '+1 555 0100' }] });
  await gw.variables.list(place);
  await gw.variables.resolve(of);
  await gw.variables.exportCsv(version.id);
  await gw.variables.importCsv({ csv: `location_id,phone\n${account.id},+1 555 0101\n`, dryRun: true });
  // Last, as it ends the key of these calls.
  const own = (await gw.keys.list()).find(({ isCaller }) => isCaller);
  await gw.keys.revoke(own?.id ?? '');
  return seen;
}
