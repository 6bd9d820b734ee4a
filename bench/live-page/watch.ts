import type { CDPSession, Page } from 'playwright-core';

/** What a page did since it was last asked. */
export interface Watched {
  /** By the number in a line: when the frame that shows it was handed over, in ms since 1970. */
  shownAt: Record<string, number>;
  /** Frames that the page did not draw, of sixty a second. */
  droppedFrames: number;
  /** Of the main thread. Nothing below 50 ms counts as long. */
  longestTaskMs: number;
}

/** Watches the page's log for lines that hold `#<number>#`, and its frames. */
export const startWatching = (page: Page): Promise<void> => page.evaluate(watcher);

export const takeWatched = (page: Page): Promise<Watched> => page.evaluate<Watched>('window.takeWatched()');

export async function heapMegabytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

/** How far the page's clock is ahead of ours, in ms: of many questions the one that was answered fastest. */
export async function clockAhead(page: Page): Promise<number> {
  const samples: { tookMs: number; ahead: number }[] = [];
  for (let index = 0; index < 30; index += 1) {
    const before = now();
    const there = await page.evaluate<number>('performance.timeOrigin + performance.now()');
    const tookMs = now() - before;
    samples.push({ tookMs, ahead: there - before - tookMs / 2 });
  }
  return samples.toSorted((a, b) => a.tookMs - b.tookMs)[0]?.ahead ?? 0;
}

/** As a page says it: ms since 1970, with fractions. */
export const now = (): number => performance.timeOrigin + performance.now();

const watcher = `(() => {
  const clock = () => performance.timeOrigin + performance.now();
  const fresh = () => ({ shownAt: {}, droppedFrames: 0, longestTaskMs: 0 });
  let watched = fresh();
  let waiting = [];
  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = ({ data }) => {
    const at = clock();
    for (const number of data) watched.shownAt[number] ??= at;
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) {
        const number = /#(\\d+)#/.exec(node.textContent)?.[1];
        if (number) waiting.push(number);
      }
  }).observe(document.querySelector('[role=log]'), { childList: true, subtree: true });
  let last = performance.now();
  const frame = (at) => {
    watched.droppedFrames += Math.max(0, Math.round((at - last) / (1000 / 60)) - 1);
    last = at;
    if (waiting.length > 0) afterFrame.port2.postMessage(waiting);
    waiting = [];
    requestAnimationFrame(frame);
  };
  requestAnimationFrame((at) => {
    last = at;
    requestAnimationFrame(frame);
  });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.longestTaskMs = Math.max(watched.longestTaskMs, duration);
  }).observe({ type: 'longtask' });
  window.takeWatched = () => {
    const taken = watched;
    watched = fresh();
    return taken;
  };
})()`;
