import type { BrowserContext, Page } from 'playwright-core';

/** In ms since the navigation began. `shown`: the frame in which the page's list can be read. */
export interface Painted {
  fcp: number;
  lcp: number;
  shown: number;
}

interface Load {
  url: string;
  /** A text that stands in the list. */
  text: string;
  /** How many times slower than it is the processor is made. */
  slowdown: number;
}

/** Loads it in a new tab as who was never here: nothing of it is in the browser's cache. `look` sees the page as it ended. */
export async function loadPage(
  context: BrowserContext,
  { url, text, slowdown }: Load,
  look?: (page: Page) => Promise<void>,
): Promise<Painted> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.clearBrowserCache');
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.addInitScript(watcher(text));
    await page.goto(url, { waitUntil: 'commit' });
    await page.evaluate('window.whenShown');
    // What is larger may still come.
    await page.waitForTimeout(300 * slowdown);
    const painted = await page.evaluate<Painted>('window.painted');
    await look?.(page);
    return painted;
  } finally {
    await page.close();
  }
}

const watcher = (text: string) => `(() => {
  const painted = {};
  window.painted = painted;
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') painted.fcp = startTime;
  });
  observe('largest-contentful-paint', ({ startTime }) => {
    painted.lcp = startTime;
  });
  const afterFrame = new MessageChannel();
  window.whenShown = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('nothing was shown in a minute: ' + document.body.innerText.slice(0, 200))), 60_000);
    afterFrame.port1.onmessage = () => {
      painted.shown = performance.now();
      const settle = () => ('fcp' in painted && 'lcp' in painted ? resolve() : setTimeout(settle, 20));
      settle();
    };
  });
  const look = () => {
    if (document.querySelector('main')?.textContent.includes(${JSON.stringify(text)})) afterFrame.port2.postMessage(0);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;
