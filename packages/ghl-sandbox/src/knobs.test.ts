import { expect, it } from 'vitest';
import { fixtures, type KnobChanges } from './index.ts';
import { caller, installApp, mint, openSandbox, refresh } from './testing/open-sandbox.ts';

const hourMs = 3_600_000;

it.each<[slow: 'api' | 'token', knobs: KnobChanges]>([
  ['api', { latencyMs: hourMs }],
  ['api', { latencyJitterMs: hourMs * 1_000 }],
  ['token', { tokenLatencyMs: hourMs }],
])('makes the %s slow and nothing else (%o)', async (slow, knobs) => {
  const sandbox = await openSandbox();
  const tokens = await installApp(sandbox);
  const { id } = fixtures.locations.gym;
  const call = caller(sandbox, String((await mint(sandbox, tokens.access_token, id)).json['access_token']));
  const calls = {
    api: () => call('GET', `/locations/${id}/tags`),
    token: () => refresh(sandbox, tokens.refresh_token),
  };
  await sandbox.control.setKnobs(knobs);
  let answered = false;
  const waiting = calls[slow]().then(
    () => (answered = true),
    () => undefined,
  );
  // A whole call of the other kind goes through meanwhile.
  expect((await calls[slow === 'api' ? 'token' : 'api']()).status).toBe(200);
  expect(answered).toBe(false);
  await sandbox.close();
  await waiting;
  expect(answered).toBe(false);
});
