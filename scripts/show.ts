import type { PlanAction } from '@groundwork/shared/plan';
import type { PlanView, StepView } from '@groundwork/shared/views';

type Print = (line?: string) => void;

const signs: Record<PlanAction, string> = {
  create: '+',
  update: '~',
  delete: '-',
  replace: '±',
  adopt: '=',
  'no-op': ' ',
  manual: '!',
};

/** A plan as lines of text: what would change, and the counts. */
export function showPlan(plan: PlanView, print: Print): void {
  print(`Plan for "${plan.location.name}":`);
  for (const item of plan.items) {
    print(`  ${signs[item.action]} ${item.action.padEnd(7)} ${item.address.padEnd(36)} ${item.title}`);
    for (const note of item.notes) print(`            ${note}`);
  }
  const counts = Object.entries(plan.summary).filter(([, count]) => count > 0);
  print(`  ${counts.map(([action, count]) => `${count} ${action}`).join(', ')}`);
}

/** A step that reached an end worth a line. */
export function showStep(step: StepView, print: Print): void {
  if (step.state === 'APPLIED') print(`  ${signs[step.action]} ${step.address}`);
  if (step.state === 'VERIFIED') print(`  ✓ ${step.address}`);
  if (step.state === 'NOT_ATTEMPTED' || step.error)
    print(`  ✗ ${step.address}: ${step.error?.message ?? 'not attempted'}`);
}
