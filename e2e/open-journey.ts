import { createSandboxControl, type SandboxControl } from '@groundwork/ghl-sandbox';
import { type Browser, chromium, type Page } from 'playwright-core';
import { launchOptions } from '../scripts/chromium.ts';
import type { Variables } from '../scripts/environment.ts';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { desk, listenForFaults, signInThere } from './browser.ts';

export interface Journey {
  instance: Instance;
  sandbox: SandboxControl;
  browser: Browser;
  /** Nobody is signed in there yet. Paths are those of the instance. */
  page: Page;
  /** What the pages threw or logged as an error so far. */
  complaints: string[];
  /** A page of somebody else's browser, where nobody is signed in either. */
  openPage: (options?: { expected?: RegExp; viewport?: typeof desk }) => Promise<Page>;
  /** One where a viewer of the agency signed in on the way to the path. */
  openAsViewer: (path: string) => Promise<Page>;
  end: () => Promise<void>;
}

/** Without one there are no journeys. */
export const chromiumPath = process.env['CHROMIUM_PATH'];

/** A whole Groundwork on free ports, and a real browser before it. Answers that the journey provokes are no faults. */
export async function openJourney(expected = noSession, env: Variables = {}): Promise<Journey> {
  const instance = await startInstance({ useFreePorts: true, env });
  const browser = await chromium.launch(launchOptions(chromiumPath ?? '')).catch(async (error: unknown) => {
    await instance.stop();
    throw error;
  });
  const complaints: string[] = [];
  const openPage: Journey['openPage'] = async (options = {}) => {
    const context = await browser.newContext({ viewport: options.viewport ?? desk, baseURL: instance.url });
    const page = await context.newPage();
    listenForFaults(page, complaints, options.expected ?? noSession);
    return page;
  };
  return {
    instance,
    sandbox: createSandboxControl(instance.sandboxUrl ?? ''),
    browser,
    page: await openPage({ expected }),
    complaints,
    openPage,
    async openAsViewer(path) {
      const page = await openPage();
      await signInThere(page, path, /Marcus Bell/);
      return page;
    },
    async end() {
      await browser.close();
      await instance.stop();
    },
  };
}

const noSession = /status of 401/;
