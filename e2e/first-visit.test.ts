import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from '@groundwork/ghl-sandbox';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../scripts/root.ts';
import { signInThere } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

const patience = { timeout: 120_000 };

describe.runIf(chromiumPath)('who opens a page for the first time', () => {
  let journey: Journey;
  let page: Page;

  beforeAll(async () => {
    journey = await openJourney();
    ({ page } = journey);
    await signInThere(page, '/accounts');
    await page.getByText(fixtures.locations.accounting.name, { exact: true }).waitFor();
  }, 180_000);
  afterAll(() => journey?.end());

  test.each([
    ['/', fixtures.locations.accounting.name],
    ['/settings/members', 'Invite'],
  ])('at %s is told by its document of all code it needs, and of the session', patience, async (path, text) => {
    const asked: string[] = [];
    const note = (request: Request) => void asked.push(new URL(request.url()).pathname);
    page.on('request', note);
    const answer = await page.goto(path);
    await page.locator('main').getByText(text).first().waitFor();
    page.off('request', note);
    const document = (await answer?.text()) ?? '';
    const named = [...document.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(named).toContain('/trpc/session.me');
    const firstQuestion = asked.findIndex((address) => address.startsWith('/trpc/') && address !== '/trpc/session.me');
    expect(asked.indexOf('/trpc/session.me')).toBeLessThan(firstQuestion);
    // All code that came before the page asked anything is named, and nothing is named that the page does not take.
    const code = asked.slice(0, firstQuestion).filter((address) => /(?<!worker-[\w-]+)\.js$/.test(address));
    expect(code.toSorted()).toEqual(named.filter((address) => address.endsWith('.js')).toSorted());
  });

  test('asks who is signed in once, though the document asks before the page does', patience, async () => {
    const calls: string[] = [];
    page.on('request', (request) => void (request.url().includes('session.me') && calls.push(request.url())));
    await page.goto('/accounts');
    await page.getByText(fixtures.locations.accounting.name, { exact: true }).waitFor();
    expect(calls).toHaveLength(1);
  });

  test('gets each file as the build compressed it', patience, async () => {
    const document = await (await fetch(`${journey.instance.url}/accounts`)).text();
    const names = [...document.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) {
      const headers = { 'accept-encoding': 'br' };
      const answer = await fetch(`${journey.instance.url}/${name}`, { headers });
      expect(answer.headers.get('content-encoding')).toBe('br');
      expect(Number(answer.headers.get('content-length'))).toBe(
        readFileSync(join(root, 'apps/web/dist', `${name}.br`)).length,
      );
    }
  });
});
