import { connect } from '@groundwork/db';
import { createGhl } from '@groundwork/integrations/ghl';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRequestBudget } from '../budget/request-budget.ts';
import type { Core } from '../context.ts';
import { openClinic } from '../testing/clinic.ts';
import { held } from '../testing/every-kind.ts';
import { type LoggedRequest, logRequests } from '../testing/request-log.ts';
import { getJob } from './get-job.ts';
import { runJob } from './run-job.ts';

const clinic = openClinic();

/** Five objects of three kinds, none of which another blueprint has. */
const source = (name: string) => `
groundwork: 1
name: ${name}
resources:
  tag:
${[1, 2, 3].map((index) => `    t${index}: { name: ${name} ${index} }`).join('\n')}
  customField:
    field: { name: ${name} field, model: contact, dataType: TEXT }
  customValue:
    value: { name: ${name} value, value: "\${customField.field.fieldKey}" }
`;

/** A process of its own, as far as the database and GHL can tell. */
function openWorker(name: string): { core: Core; close: () => Promise<void> } {
  const { core, sandbox, databaseUrl } = clinic.world;
  const db = connect(databaseUrl, { maxConnections: 6 });
  const ghl = createGhl({
    baseUrl: sandbox.url,
    tokens: core.bridge,
    budget: createRequestBudget(db),
    userAgent: name,
    timeoutMs: 2_000,
    retry: { initialDelayMs: 20, maxDelayMs: 100 },
  });
  return { core: { ...core, db, ghl }, close: async () => (await ghl.stop(), await db.destroy()) };
}

/** Takes the jobs in its own order, whoever else has them; is stopped in the middle as often as there are moments left. */
async function work(core: Core, jobIds: readonly string[], stopsAfterMs: number[]): Promise<void> {
  const isOpen = async (id: string) => ['PENDING', 'PROCESSING'].includes((await getJob(clinic.ctx, id)).state);
  for (const id of jobIds)
    while (await isOpen(id)) {
      const stop = new AbortController();
      const ms = stopsAfterMs.shift();
      const timer = ms === undefined ? undefined : setTimeout(() => stop.abort(new Error('told to stop')), ms);
      await runJob(core, id, stop.signal).catch(() => sleep(20));
      clearTimeout(timer);
    }
}

const isWrite = ({ method, path }: LoggedRequest) => method !== 'GET' && !path.startsWith('/oauth/');

/** Writes of one worker that the sandbox got before it had answered all of the other's. */
function interleaved(requests: readonly LoggedRequest[]): LoggedRequest[] {
  const writes = requests.filter(isWrite).toSorted((a, b) => a.startedAt - b.startedAt);
  return writes.filter((write, index) =>
    writes.slice(0, index).some((earlier) => earlier.by !== write.by && earlier.endedAt > write.startedAt),
  );
}

const any = fc.record({
  orders: fc.tuple(
    fc.constantFrom('one two three', 'three two one'),
    fc.constantFrom('one two three', 'two one three'),
  ),
  stops: fc.tuple(
    fc.array(fc.integer({ min: 20, max: 600 }), { maxLength: 4 }),
    fc.array(fc.integer({ min: 20, max: 600 }), { maxLength: 4 }),
  ),
  latencyMs: fc.integer({ min: 20, max: 120 }),
});

test(
  'two workers on one location never write in between each other, whenever they are stopped',
  { timeout: 180_000 },
  async () => {
    const workers = [openWorker('worker-a'), openWorker('worker-b')] as const;
    const seen = new Set<string>();
    const trial = fc.asyncProperty(any, async ({ orders, stops, latencyMs }) => {
      await clinic.empty();
      await clinic.world.sandbox.control.setKnobs({ latencyMs, latencyJitterMs: latencyMs });
      const ids = new Map<string, string>();
      for (const name of ['one', 'two', 'three']) {
        ids.set(name, (await clinic.start(source(name))).id);
      }
      const log = logRequests(clinic.world.sandbox.url);
      await Promise.all(
        workers.map(({ core }, index) =>
          work(
            core,
            (orders[index] ?? '').split(' ').map((name) => ids.get(name) ?? ''),
            [...(stops[index] ?? [])],
          ),
        ),
      );
      log.stop();
      for (const id of ids.values()) expect(await getJob(clinic.ctx, id)).toMatchObject({ state: 'SUCCESS', done: 5 });
      expect(await held(clinic)).toHaveLength(15);
      expect(new Set(await held(clinic)).size).toBe(15);
      const writes = log.requests.filter(isWrite);
      expect(writes.length).toBeGreaterThanOrEqual(15);
      expect(interleaved(writes)).toEqual([]);
      for (const { by } of writes) seen.add(by);
    });
    try {
      await fc.assert(trial, { numRuns: 6, endOnFailure: true });
      // Else nothing was tried.
      expect([...seen].toSorted()).toEqual(['worker-a', 'worker-b']);
    } finally {
      await Promise.all(workers.map(({ close }) => close()));
    }
  },
);
