import { expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { reportJob } from '../jobs/report-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { location, openClinic } from '../testing/clinic.ts';
import { setValues } from '../variables/set-values.ts';
import { createPlan } from './create-plan.ts';
import { planRollback } from './plan-rollback.ts';

const clinic = openClinic();
const source = `groundwork: 1
name: Clinic
variables:
  greeting: { type: string, default: Hello }
  phone: { type: string }
  days: { type: list, default: [Mon, Tue] }
resources:
  customValue:
    a: { name: A, value: "\${var.greeting}, call \${var.phone}" }
`;

test('a plan and its report show the values of all variables, those that the blueprint gives itself too', async () => {
  const { id: blueprintVersionId } = await saveBlueprint(clinic.ctx, source);
  await setValues(clinic.ctx, { level: 'agency', ownerId: null, values: [{ name: 'days', value: ['Sun'] }] });
  const plan = await createPlan(clinic.ctx, {
    locationId: location.id,
    blueprintVersionId,
    variables: { phone: '555' },
  });
  const variables = { greeting: 'Hello', phone: '555', days: ['Sun'] };
  const levels = { greeting: 'default', phone: 'plan', days: 'agency' };
  expect(plan).toMatchObject({ variables, levels, inputs: { phone: '555' } });
  expect(plan.inputs).not.toHaveProperty('greeting');
  const job = await clinic.run(await startJob(clinic.ctx, { planId: plan.id }));
  expect((await reportJob(clinic.ctx, { id: job.id })).plan.variables).toEqual(variables);
  const rollback = await planRollback(clinic.ctx, { jobId: job.id });
  expect(rollback.variables).not.toHaveProperty('greeting');
});
