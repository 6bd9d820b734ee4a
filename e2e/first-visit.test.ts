import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from '@groundwork/ghl-sandbox';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../scripts/root.ts';
import { signInThere } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

const patience = { timeout: 180_000 };

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

  /** Nothing that the page before still asks is heard after it. */
  const leave = () => page.goto('about:blank');

  test.each(['/', '/jobs?state=FAILED', '/settings/members'])(
    'without a session is led from %s to the sign-in and back, and asks nothing that is refused',
    patience,
    async (path) => {
      const visitor = await journey.openPage({ expected: /(?!)/ });
      const refused: string[] = [];
      visitor.on('response', (answer) => void (answer.status() >= 400 && refused.push(answer.url())));
      await signInThere(visitor, path);
      await visitor.getByRole('navigation', { name: 'Main' }).waitFor();
      await expect.poll(() => visitor.url()).toBe(new URL(path === '/' ? '/accounts' : path, visitor.url()).href);
      expect(refused).toEqual([]);
      expect(journey.complaints).toEqual([]);
      await visitor.context().close();
    },
  );

  test('whose session has ended since is led there as well', patience, async () => {
    const visitor = await journey.openPage();
    await signInThere(visitor, '/accounts');
    await visitor.getByText(fixtures.locations.accounting.name, { exact: true }).waitFor();
    await visitor.context().addCookies([{ name: 'gw_session', value: 'ended', url: visitor.url(), httpOnly: true }]);
    await visitor.goto('/jobs');
    await visitor.getByRole('heading', { name: 'Sign in to Groundwork' }).waitFor();
    expect(new URL(visitor.url()).searchParams.get('next')).toBe('/jobs');
    await visitor.context().close();
  });

  test.each([
    ['/', fixtures.locations.accounting.name],
    ['/settings/members', 'Invite'],
  ])('at %s is told by its document of all code it needs, and of the session', patience, async (path, text) => {
    await leave();
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
    await leave();
    const calls: string[] = [];
    page.on('request', (request) => void (request.url().includes('session.me') && calls.push(request.url())));
    await page.goto('/accounts');
    await page.getByText(fixtures.locations.accounting.name, { exact: true }).waitFor();
    expect(calls).toHaveLength(1);
  });

  test('gets each file as the build compressed it', patience, async () => {
    const document = await (await page.request.get('/accounts')).text();
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
