import { expect, test } from 'vitest';
import { GroundworkError, type JobView, type PlanView } from '../../index.ts';
import { createFakeGroundwork } from '../../testing/index.ts';
import { applyPlans } from './apply-plans.ts';
import type { Cli } from './cli.ts';

const location = (name: string) => ({ id: name, name });
const summary = { create: 1, update: 0, replace: 0, adopt: 0, delete: 0 };
const planOf = (name: string) => ({ id: name, location: location(name), items: [], summary }) as unknown as PlanView;

test('where an account is refused after others were begun, those are named', async () => {
  const groundwork = createFakeGroundwork({
    jobs: {
      start({ planId }) {
        if (planId === 'Second') throw new GroundworkError('The plan has expired.', { code: 'PLAN_STALE' });
        return Promise.resolve({ id: 'job-1', location: location(planId) } as JobView);
      },
    },
  });
  const cli = { groundwork, format: 'json', emit: () => {} } as unknown as Cli;
  const applied = applyPlans(cli, [planOf('First'), planOf('Second')], { autoApprove: true, confirm: [] });
  await expect(applied).rejects.toMatchObject({
    code: 'PLAN_STALE',
    message: '"Second" was not begun: The plan has expired. What was begun before it goes on by itself.',
    where: ['"First": groundwork logs job-1 --follow'],
    exitCode: 1,
  });
});
