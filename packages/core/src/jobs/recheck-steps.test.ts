import { ServiceError } from '@groundwork/integrations';
import { expect, test } from 'vitest';
import { never, openClinic, tagsBlueprint } from '../testing/clinic.ts';
import { openRun } from './open-run.ts';
import { recheckSteps } from './recheck-steps.ts';

const clinic = openClinic();
const away = () =>
  new ServiceError({
    service: 'bridge',
    operation: 'accessToken',
    code: 'OAUTH_UNAVAILABLE',
    message: 'The OAuth service cannot be reached.',
    retryable: true,
    outcome: 'not-applied',
  });

test('a run whose every step had begun waits for the OAuth service where it begins, as any other', async () => {
  const { id } = await clinic.start(tagsBlueprint(2));
  await clinic.world.core.db.updateTable('job_steps').set({ state: 'RUNNING' }).where('job_id', '=', id).execute();
  const { ghl } = clinic.world.core;
  let asked = 0;
  const list: typeof ghl.list = async (...args) => (++asked < 3 ? Promise.reject(away()) : ghl.list(...args));
  const core = { ...clinic.world.core, ghl: { ...ghl, list } };
  await openRun(core, id, never, (run, { steps }) => recheckSteps(run, steps));
  expect(asked).toBe(3);
});
