import { connect } from '@groundwork/db';
import type { Db } from '@groundwork/db';
import type { FeedEvent } from '@groundwork/shared/events';
import type { JobView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { publishEvents } from '../packages/core/src/events/publish-events.ts';
import { startInstance } from '../scripts/instance.ts';
import { signIn } from '../scripts/sign-in.ts';
import { openBrowser, openSignedIn } from './browser/open-browser.ts';
import { planOfMany } from './browser/plan-of-many.ts';
import { clockAhead, heapMegabytes, now, startWatching, takeWatched } from './live-page/watch.ts';
import { startPeer } from './peer/start-peer.ts';
import { median, percentile, row } from './row.ts';
import type { Row } from './row.ts';

const steps = 500;
/** As a journal entry tells it: the step, the job, a line. */
const eventsOfCommit = 3;
const calm = { perSecond: 50, events: 1_500 };
const flood = { perSecond: 500, events: 20_000 };
const patienceMs = 60_000;

type Load = typeof calm;
/** Commits what line `number` is about, and answers when the commit was issued. */
type Commit = (number: number) => Promise<number>;
interface Found {
  shownAfterMs: number[];
  droppedFrames: number;
  longestTaskMs: number;
  heapBefore: number;
  heapAfter: number;
}

/**
 * The page of a job of five hundred steps while its events come: from a commit to the frame that shows its line, frames that were not
 * drawn, the longest task, and the heap. Beside it a page that appends the same line to a box, from a bare EventSource on a NOTIFY.
 */
export async function run(
  log: (line: string) => void,
  loads: { calm: Load; flood: Load } = { calm, flood },
): Promise<Row[]> {
  const browser = await openBrowser(log);
  if (!browser) return [];
  const instance = await startInstance({ useFreePorts: true, log });
  const db = connect(instance.databaseUrl, { maxConnections: 2 });
  const bare = await startPeer('bench/live-page/bare-page.ts', instance.databaseUrl);
  try {
    const { trpc, cookie } = await signIn(instance.url);
    const { agency } = await trpc.session.me.query();
    const { plan } = await planOfMany(trpc, steps);
    // Nobody takes the job: what the page hears of it comes from here alone.
    await instance.roles.worker.stop();
    const { id } = await trpc.jobs.start.mutate({ planId: plan.id });
    const job = await trpc.jobs.get.query({ id });

    const ours: Side = {
      page: await openPage(browser, { url: instance.url, cookie, path: `/jobs/${id}` }),
      commit: journal(db, agency.id, job),
    };
    const bareSide: Side = {
      page: await openPage(browser, { url: bare.url, cookie: '', path: '/' }),
      commit: notifier(db),
    };
    await ours.page.locator('[data-feed=live]').waitFor();
    let number = 0;
    const measureBoth = async (load: Load) => {
      const from = number;
      number += Math.ceil(load.events / eventsOfCommit);
      return {
        bare: await measure(bareSide, load, from, log),
        ours: await measure(ours, load, from, log),
      };
    };
    await measureBoth({ ...loads.calm, events: loads.calm.perSecond });
    const slow = await measureBoth(loads.calm);
    const fast = await measureBoth(loads.flood);
    return [...rowsOf(loads.calm, slow), ...rowsOf(loads.flood, fast), ...heapRows(loads.flood, fast)];
  } finally {
    await bare.stop();
    await db.destroy();
    await instance.stop();
    await browser.close();
  }
}

async function openPage(browser: Browser, at: { url: string; cookie: string; path: string }): Promise<Page> {
  const context = at.cookie
    ? await openSignedIn(browser, at.url, at.cookie)
    : await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: at.url });
  const page = await context.newPage();
  await page.goto(at.path);
  await page.getByRole('log').waitFor();
  await startWatching(page);
  return page;
}

interface Side {
  page: Page;
  commit: Commit;
}

async function measure(
  { page, commit }: Side,
  { perSecond, events }: Load,
  from: number,
  log: (line: string) => void,
): Promise<Found> {
  await page.bringToFront();
  const session = await page.context().newCDPSession(page);
  const heapBefore = await heapMegabytes(session);
  const ahead = await clockAhead(page);
  await sleep(500);
  await takeWatched(page);
  const commits = Math.ceil(events / eventsOfCommit);
  const startedAt = performance.now();
  const issuedAt: number[] = [];
  for (let index = 0; index < commits; index += 1) {
    const dueMs = (index * eventsOfCommit * 1_000) / perSecond - (performance.now() - startedAt);
    if (dueMs > 0) await sleep(dueMs);
    issuedAt.push(await commit(from + index));
  }
  const tookMs = performance.now() - startedAt;
  await page
    .getByRole('log')
    .getByText(`#${from + commits - 1}#`)
    .waitFor({ timeout: patienceMs });
  await sleep(200);
  const { shownAt, droppedFrames, longestTaskMs } = await takeWatched(page);
  const shownAfterMs = issuedAt.flatMap((issued, index) => {
    const shown = shownAt[from + index];
    return shown === undefined ? [] : [shown - ahead - issued];
  });
  const heapAfter = await heapMegabytes(session);
  await session.detach();
  log(
    `${((commits * eventsOfCommit * 1_000) / tookMs).toFixed(0)} events a second: shown after ${median(shownAfterMs).toFixed(0)} ms (95 %: ${percentile(shownAfterMs, 95).toFixed(0)}), ${droppedFrames} frames dropped, longest task ${longestTaskMs} ms, ${shownAfterMs.length} of ${commits} lines seen`,
  );
  return { shownAfterMs, droppedFrames, longestTaskMs, heapBefore, heapAfter };
}

/** As a worker tells it: a step that runs or is done, where the job stands, and a line. What is tried again began when it first did. */
function journal(db: Db, agencyId: string, job: JobView): Commit {
  const beganAt = new Map<number, string>();
  const { steps: _steps, log: _log, ...summary } = job;
  return (number) => {
    const step = job.steps[Math.floor(number / 2) % job.steps.length];
    if (!step) throw new Error('the job has no steps.');
    const isDone = number % 2 === 1;
    const at = new Date().toISOString();
    const startedAt = beganAt.get(step.position) ?? at;
    beganAt.set(step.position, startedAt);
    const events: FeedEvent[] = [
      {
        type: 'step.changed',
        step: { ...step, state: isDone ? 'APPLIED' : 'RUNNING', startedAt, finishedAt: isDone ? at : null },
      },
      {
        type: 'job.changed',
        job: {
          ...summary,
          state: 'PROCESSING',
          startedAt: beganAt.get(0) ?? at,
          done: Math.floor(number / 2) % job.total,
        },
      },
      { type: 'log', line: { level: 'info', message: `Creating #${number}# ${step.title}`, address: step.address } },
    ];
    return db.transaction().execute(async (tx) => {
      await publishEvents(tx, agencyId, `job:${job.id}`, events);
      return now();
    });
  };
}

const notifier =
  (db: Db): Commit =>
  async (number) => {
    const issuedAt = now();
    await sql`select pg_notify('bench', ${`Creating #${number}# bench campaign`})`.execute(db);
    return issuedAt;
  };

const rowsOf = ({ perSecond }: Load, { ours, bare }: Record<'ours' | 'bare', Found>): Row[] => [
  row({
    name: `live-page:${perSecond}-p50`,
    value: median(ours.shownAfterMs),
    unit: 'ms',
    reference: median(bare.shownAfterMs),
  }),
  row({
    name: `live-page:${perSecond}-p95`,
    value: percentile(ours.shownAfterMs, 95),
    unit: 'ms',
    reference: percentile(bare.shownAfterMs, 95),
    target: 100,
  }),
  row({
    name: `live-page:${perSecond}-dropped`,
    value: ours.droppedFrames,
    unit: 'frames',
    reference: bare.droppedFrames,
  }),
  row({
    name: `live-page:${perSecond}-longest`,
    value: ours.longestTaskMs,
    unit: 'ms',
    reference: bare.longestTaskMs,
    target: 50,
  }),
];

const heapRows = ({ events }: Load, { ours }: Record<'ours' | 'bare', Found>): Row[] => [
  row({ name: `live-page:heap-after-${events}`, value: ours.heapAfter, unit: 'MB', reference: ours.heapBefore }),
];
