import { ServiceError } from '@groundwork/integrations';
import { AppError, type ErrorCode } from '@groundwork/shared';
import { expect, test } from 'vitest';
import { OutageOutlasts, patiently, type Waiting } from './patience.ts';

interface Heard {
  closed: AppError[];
  lines: string[];
  run: Waiting;
}

function listen(): Heard {
  const closed: AppError[] = [];
  const lines: string[] = [];
  const run: Waiting = {
    signal: new AbortController().signal,
    cancelled: new AbortController().signal,
    close: (cause) => void closed.push(cause),
    told: new Set(),
    journal: async (entry) => void lines.push(...entry.lines.map(({ message }) => message)),
  };
  return { closed, lines, run };
}

const failure = (
  service: 'bridge' | 'ghl',
  code: ErrorCode,
  { retryable = false, outcome = 'not-applied' }: { retryable?: boolean; outcome?: 'not-applied' | 'unknown' } = {},
) => new ServiceError({ service, operation: 'any', code, message: `${code} it is.`, retryable, outcome });

/** Fails so often, then answers. */
const failing = (times: number, error: Error) => {
  let turn = 0;
  return { turns: () => turn, attempt: async () => (++turn > times ? 'done' : Promise.reject(error)) };
};
const outOfPatience = { patienceMs: 0 };

test.each([true, false])(
  'the OAuth service is waited for without end where a run begins (retryable: %s)',
  async (retryable) => {
    const { run, lines } = listen();
    const { attempt } = failing(5, failure('bridge', 'OAUTH_UNAVAILABLE', { retryable }));
    expect(await patiently(run, attempt, { patienceMs: 0, endless: true })).toBe('done');
    expect(lines).toEqual(['Waiting. OAUTH_UNAVAILABLE it is. The job goes on by itself once that is mended.']);
  },
);

test('an outage of the OAuth service that lasts breaks the run off in its middle, and fails nothing', async () => {
  const { run } = listen();
  const error = failure('bridge', 'OAUTH_UNAVAILABLE', { retryable: true });
  const refused = await patiently(run, failing(1, error).attempt, outOfPatience).catch((thrown: unknown) => thrown);
  expect(refused).toBeInstanceOf(OutageOutlasts);
  // Anything of ours would be taken for the failure of a step.
  expect(refused).not.toBeInstanceOf(AppError);
});

test('an outage of the OAuth service is known inside an error that tells the story of a plan', async () => {
  const { run } = listen();
  const cause = failure('bridge', 'OAUTH_UNAVAILABLE');
  const { attempt } = failing(1, new AppError('OAUTH_UNAVAILABLE', 'So there is no plan.', { cause }));
  expect(await patiently(run, attempt, { patienceMs: 0, endless: true })).toBe('done');
});

test('GHL is waited for as long as the patience lasts', async () => {
  const { run, lines } = listen();
  const error = failure('ghl', 'GHL_UNAVAILABLE', { retryable: true });
  expect(await patiently(run, failing(1, error).attempt)).toBe('done');
  const calls = failing(9, error);
  await expect(patiently(run, calls.attempt, outOfPatience)).rejects.toBe(error);
  expect(calls.turns()).toBe(1);
  expect(lines).toEqual([]);
});

test('a long outage of the OAuth service takes nothing from the patience with GHL', async () => {
  const { run } = listen();
  const outages = failing(2, failure('bridge', 'OAUTH_UNAVAILABLE', { retryable: true }));
  const renewing = failing(1, failure('bridge', 'GHL_UNAVAILABLE', { retryable: true }));
  const attempt = () => outages.attempt().then(renewing.attempt);
  expect(await patiently(run, attempt, { patienceMs: 300, endless: true })).toBe('done');
});

test('a write that may have happened is not repeated, whoever is away', async () => {
  const error = failure('bridge', 'OAUTH_UNAVAILABLE', { retryable: true, outcome: 'unknown' });
  const { attempt, turns } = failing(1, error);
  await expect(patiently(listen().run, attempt)).rejects.toBe(error);
  expect(turns()).toBe(1);
});

test.each([
  ['ghl', 'ACCOUNT_PAUSED', true],
  ['bridge', 'ACCOUNT_PAUSED', true],
  ['bridge', 'NOT_INSTALLED', true],
  ['bridge', 'RECONNECT_NEEDED', true],
  ['ghl', 'RECONNECT_NEEDED', false],
  ['ghl', 'GHL_REJECTED', false],
] as const)('%s saying %s closes the account: %s', async (service, code, closes) => {
  const { run, closed } = listen();
  const error = failure(service, code);
  await expect(patiently(run, failing(1, error).attempt)).rejects.toBe(error);
  expect(closed).toEqual(closes ? [error] : []);
});
