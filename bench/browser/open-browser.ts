import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';
import { findChromium, launchOptions } from '../../scripts/chromium.ts';

/** A browser as the tests of the pages use it, or undefined where there is none. It says so. */
export async function openBrowser(log: (line: string) => void): Promise<Browser | undefined> {
  const path = findChromium(process.env, log);
  if (path) return chromium.launch(launchOptions(path));
  log('no browser to measure with: install Chromium, or name one in CHROMIUM_PATH. Not run.');
  return undefined;
}

/** A person's own browser, signed in by the cookie. */
export async function openSignedIn(browser: Browser, url: string, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: url });
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    }),
  );
  return context;
}
