import { fixtures } from '@groundwork/ghl-sandbox';
import type { BlueprintVersionView, PlanView } from '@groundwork/shared/views';
import type { SignedIn } from '../../scripts/sign-in.ts';

/** A blueprint of so many resources, and its plan for an account that has none of them. */
export async function planOfMany(
  trpc: SignedIn['trpc'],
  count: number,
): Promise<{ version: BlueprintVersionView; plan: PlanView }> {
  const version = await trpc.blueprints.save.mutate({ source: sourceOf(count) });
  const plan = await trpc.plans.create.mutate({
    locationId: fixtures.locations.dental.id,
    blueprintVersionId: version.id,
    variables: {},
  });
  if (plan.summary.create !== count) throw new Error(`the plan has ${plan.summary.create} changes, not ${count}.`);
  return { version, plan };
}

function sourceOf(count: number): string {
  const half = Math.floor(count / 2);
  const lines = (from: number, to: number, line: (index: number) => string) =>
    Array.from({ length: to - from }, (_, index) => `    ${line(from + index)}\n`).join('');
  return [
    'groundwork: 1\nname: Many\nresources:\n',
    `  tag:\n${lines(0, half, (index) => `t${index}: { name: bench campaign ${index} }`)}`,
    `  customValue:\n${lines(half, count, (index) => `v${index}: { name: Bench value ${index}, value: "text ${index}" }`)}`,
  ].join('');
}
