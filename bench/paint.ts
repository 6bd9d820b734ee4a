import { fixtures } from '@groundwork/ghl-sandbox';
import type { BrowserContext, Page } from 'playwright-core';
import { startInstance } from '../scripts/instance.ts';
import { signIn } from '../scripts/sign-in.ts';
import { openBrowser, openSignedIn } from './browser/open-browser.ts';
import { planOfMany } from './browser/plan-of-many.ts';
import { loadPage } from './paint/load-page.ts';
import type { Painted } from './paint/load-page.ts';
import { startPeer } from './peer/start-peer.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

const changes = 500;
const usualTurns = 7;
const slowdowns = [1, 4] as const;
/** What the web's own measure calls good (web.dev, Core Web Vitals: FCP 1.8 s, LCP 2.5 s), on a processor four times slower. */
const good: Painted = { fcp: 1_800, lcp: 2_500, shown: 2_500 };

interface Shown {
  name: string;
  path: string;
  /** Stands in its list. */
  text: string;
}

/**
 * From the address to the list: accounts, a plan of five hundred changes, and that blueprint in the editor; signed in, the server warm,
 * nothing in the browser's cache. Beside each, in turns, the page it ends as, served as one finished document with the same styles:
 * what the browser itself needs for it.
 */
export async function run(log: (line: string) => void, turns: number = usualTurns): Promise<Row[]> {
  const browser = await openBrowser(log);
  if (!browser) return [];
  const instance = await startInstance({ useFreePorts: true, log });
  const finished = await startPeer('bench/paint/static-page.ts', instance.databaseUrl);
  try {
    const { trpc, cookie } = await signIn(instance.url);
    const { plan, version } = await planOfMany(trpc, changes);
    const pages: Shown[] = [
      { name: 'accounts', path: '/accounts', text: fixtures.locations.accounting.name },
      { name: 'plan', path: `/plans/${plan.id}`, text: 'bench campaign 1' },
      { name: 'editor', path: `/blueprints/${version.blueprintId}?edit=true`, text: 'groundwork: 1' },
    ];
    const context = await openSignedIn(browser, instance.url, cookie);
    const rows: Row[] = [];
    for (const shown of pages) {
      const keep = async (page: Page) => store(`${finished.url}/pages/${shown.name}`, page);
      await loadPage(context, { url: shown.path, text: shown.text, slowdown: 1 }, keep);
      for (const slowdown of slowdowns) {
        const found = await inTurns(context, { shown, finishedUrl: finished.url, slowdown, turns });
        log(`${shown.name} at ${slowdown}×: ${describe(found.ours)}; finished page: ${describe(found.finished)}`);
        rows.push(...rowsOf(shown.name, slowdown, found));
      }
    }
    return rows;
  } finally {
    await browser.close();
    await finished.stop();
    await instance.stop();
  }
}

/** The page as it stands, without what would make it anew. */
async function store(url: string, page: Page): Promise<void> {
  const html = await page.evaluate<string>(`(() => {
    const copy = document.documentElement.cloneNode(true);
    for (const each of copy.querySelectorAll('script, link[rel=modulepreload]')) each.remove();
    return '<!doctype html>' + copy.outerHTML;
  })()`);
  const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': 'text/html' }, body: html });
  if (!answer.ok) throw new Error(`the finished page was answered ${answer.status}.`);
}

type Found = Record<'ours' | 'finished', Painted[]>;

async function inTurns(
  context: BrowserContext,
  { shown, finishedUrl, slowdown, turns }: { shown: Shown; finishedUrl: string; slowdown: number; turns: number },
): Promise<Found> {
  const found: Found = { ours: [], finished: [] };
  const { text } = shown;
  // The first warms up.
  for (let turn = 0; turn <= turns; turn += 1) {
    const finished = await loadPage(context, { url: `${finishedUrl}/pages/${shown.name}`, text, slowdown });
    const ours = await loadPage(context, { url: shown.path, text, slowdown });
    if (turn === 0) continue;
    found.finished.push(finished);
    found.ours.push(ours);
  }
  return found;
}

const measures = ['fcp', 'lcp', 'shown'] as const;

const medianOf = (loads: Painted[], measure: keyof Painted) => median(loads.map((load) => load[measure]));

const describe = (loads: Painted[]): string =>
  measures.map((measure) => `${measure} ${medianOf(loads, measure).toFixed(0)} ms`).join(', ');

const rowsOf = (name: string, slowdown: number, { ours, finished }: Found): Row[] =>
  measures.map((measure) =>
    row({
      name: `paint:${name}-${measure}${slowdown === 1 ? '' : `-${slowdown}x`}`,
      value: medianOf(ours, measure),
      unit: 'ms',
      reference: medianOf(finished, measure),
      turns: ours.map((load) => load[measure]),
      ...(slowdown === 1 ? {} : { target: good[measure] }),
    }),
  );
