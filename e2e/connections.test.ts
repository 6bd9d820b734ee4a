import { fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Instance } from '../scripts/instance.ts';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { listenForFaults, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** A connection breaks and is mended while its page is open and is never loaded again. Each test goes on where the one before ended. */

const { agency, locations } = fixtures;
const { dental, gym } = locations;
const patience = { timeout: 180_000 };

describe.runIf(chromiumPath)('the connections in the browser', () => {
  let journey: Journey;
  let instance: Instance;
  let sandbox: SandboxControl;
  let page: Page;
  /** What else goes on in the agency: jobs, other people. */
  let colleague: SignedIn;
  /** The browser of whoever is sent the link. */
  let client: BrowserContext;
  let link: string;

  beforeAll(async () => {
    journey = await openJourney();
    ({ instance, sandbox, page } = journey);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    client = await journey.browser.newContext();
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  const grant = () => page.getByRole('region', { name: agency.name });
  const row = ({ id }: { id: string }) => page.locator(`[data-location="${id}"]`);
  const health = (of: Locator, word: string, options = {}) =>
    of.locator(`[data-health="${word}"]`).first().waitFor(options);
  /** Lost when the page is loaded anew. */
  const mark = () => page.evaluate('window.isSamePage = true');
  const isSamePage = () => page.evaluate('window.isSamePage === true');

  /** Opens the link as the client, and leaves it on the page it ends on. */
  async function connectAsClient(decide: (consent: Page) => Promise<void>): Promise<Page> {
    const other = await client.newPage();
    listenForFaults(other, journey.complaints, /status of 401/);
    await other.goto(link);
    await decide(other);
    await other.waitForURL('**/connected?*');
    await other.getByRole('heading', { level: 1 }).waitFor();
    expect(await violationsOf(other)).toEqual([]);
    expect((await client.cookies(instance.url)).map(({ name }) => name)).not.toContain('gw_session');
    return other;
  }
  const allow = (consent: Page) => consent.getByRole('button', { name: 'Allow' }).click();

  test('a fresh connection is healthy, with its facts, its permissions and every sub-account', patience, async () => {
    await signInThere(page, '/connections');
    await page.waitForURL('/connections');
    await health(grant(), 'healthy');
    await page.locator('[data-feed=live]').waitFor();
    colleague = await signIn(instance.url);
    const { installs } = await sandbox.state();
    const rows = page.getByRole('list', { name: 'Sub-accounts' }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(installs.filter(({ locationId }) => locationId).length);
    const facts = ['Granted', 'Last refresh', 'Next refresh', 'Access token until', 'Renewable until'];
    for (const fact of [...facts, agency.id, 'all that Groundwork needs'])
      await expect.poll(() => grant().innerText()).toContain(fact);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Copy link to connect' }).click();
    link = (await page.evaluate('navigator.clipboard.readText()')) as string;
    expect(link).toBe(`${instance.url}/auth/connect?agency=${agency.id}`);
    await mark();
  });

  test('it is tested with one real call, for the agency and for a sub-account, by keyboard too', patience, async () => {
    await page.getByRole('button', { name: `Test connection: ${agency.name}` }).click();
    await grant().locator('[data-works=true]').waitFor();
    await expect
      .poll(() => grant().locator('[data-works]').innerText())
      .toMatch(/Works\.[^]*GoHighLevel answered in \d+ ms/);
    await page.keyboard.press('/');
    await page.keyboard.type(dental.name);
    await page.getByText(/^1 of \d+ sub-accounts$/).waitFor();
    await page.getByRole('button', { name: `Test: ${dental.name}` }).focus();
    await page.keyboard.press('Enter');
    await row(dental).locator('[data-works=true]').waitFor();
    await row(dental).getByText('Token held until').waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('searchbox').press('Escape');
  });

  test('a viewer sees it all, and is told why there is nothing to test with', patience, async () => {
    const viewer = await journey.openAsViewer('/connections');
    await viewer.getByText(/Viewers may not do this/).waitFor();
    await health(viewer.getByRole('region', { name: agency.name }), 'healthy');
    await expect.poll(() => viewer.getByRole('button', { name: /^Test/ }).count()).toBe(0);
    expect(await violationsOf(viewer)).toEqual([]);
    await viewer.context().close();
  });

  test('a sub-account that is paused in GoHighLevel says so, and is no choice while it is', patience, async () => {
    await sandbox.setLocation({ locationId: gym.id, state: 'paused' });
    const found = await colleague.trpc.connections.test.mutate({ locationId: gym.id });
    expect(found).toMatchObject({ works: false });
    await health(row(gym), 'broken');
    await expect.poll(() => row(gym).innerText()).toMatch(/Paused[^]*active again in GoHighLevel/);
    await page.getByLabel('Health').selectOption('broken');
    await page.getByText(/^1 of \d+ sub-accounts$/).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByLabel('Health').selectOption('');

    const picker = await page.context().newPage();
    listenForFaults(picker, journey.complaints, /status of 401/);
    await picker.goto(`/provision?account=${gym.id}&step=blueprint`);
    await picker.getByText(`${gym.name} cannot be provisioned now`).waitFor();
    const choices = picker.getByRole('list', { name: 'Accounts to choose from' });
    await expect.poll(() => choices.getByRole('link', { name: gym.name }).count()).toBe(0);
    await choices.getByText('GoHighLevel has paused this account.').waitFor();
    expect(await violationsOf(picker)).toEqual([]);
    await picker.close();

    await sandbox.setLocation({ locationId: gym.id, state: 'active' });
    expect(await isSamePage()).toBe(true);
  });

  test('when GoHighLevel refuses the refresh token the page says why and what to do', patience, async () => {
    await sandbox.revoke({ companyId: agency.id });
    await colleague.trpc.connections.test.mutate({ locationId: null });
    await page.getByRole('log', { name: 'Refreshes' }).locator('[data-outcome=failed]').first().waitFor();
    // A grant that came lately is asked for once more before it is given up.
    await health(grant(), 'broken', { timeout: 90_000 });
    await expect.poll(() => grant().innerText()).toMatch(/Why: [^]*Connect again with the link/);
    await health(row(dental), 'broken');
    expect(await violations()).toEqual([]);
    const accounts = await page.context().newPage();
    await accounts.goto('/accounts');
    await accounts.getByText('GoHighLevel has to be connected again').waitFor();
    await accounts.getByRole('link', { name: 'See connections' }).click();
    await accounts.getByRole('heading', { name: 'Connections' }).waitFor();
    await accounts.close();
    expect(await isSamePage()).toBe(true);
  });

  test('who chooses another account, or says no, is told so and mends nothing', patience, async () => {
    const other = await connectAsClient(async (consent) => {
      await consent.getByRole('radio', { name: /Theo Lindqvist/ }).check();
      await allow(consent);
    });
    await other.getByRole('heading', { name: 'That was another account' }).waitFor();
    const denied = await connectAsClient((consent) => consent.getByRole('button', { name: 'Deny' }).click());
    await denied.getByRole('heading', { name: 'Nothing was connected' }).waitFor();
    const { grants } = await colleague.trpc.connections.check.query();
    expect(grants?.map(({ state }) => state)).toEqual(['needs-reconnect']);
  });

  test('the link mends it from a browser where nobody is signed in, and signs nobody in', patience, async () => {
    const done = await connectAsClient(allow);
    await done.getByRole('heading', { name: 'Connected' }).waitFor();
    await health(grant(), 'healthy');
    await health(row(dental), 'healthy');
    // What was tested before it broke says nothing of now.
    await expect.poll(() => page.locator('[data-works]').count()).toBe(0);
    expect(await isSamePage()).toBe(true);
    await done.getByRole('link', { name: 'its connections' }).click();
    await done.getByRole('button', { name: 'Continue with GoHighLevel' }).waitFor();
  });

  test('a sub-account that is active again is healthy as soon as a test may ask GoHighLevel', patience, async () => {
    // A paused one is asked for once a minute at most.
    const works = async () => (await colleague.trpc.connections.test.mutate({ locationId: gym.id })).works;
    await expect.poll(works, { timeout: 90_000, interval: 10_000 }).toBe(true);
    await health(row(gym), 'healthy');
    expect(await isSamePage()).toBe(true);
  });

  test('an uninstall in GoHighLevel shows at once, and the link brings the agency back', patience, async () => {
    await sandbox.uninstall({ companyId: agency.id });
    await health(grant(), 'ended');
    await expect.poll(() => grant().innerText()).toMatch(/uninstalled from the agency/);
    await health(row(dental), 'ended');
    await expect.poll(() => page.getByRole('button', { name: /^Test/ }).count()).toBe(0);
    expect(await violations()).toEqual([]);
    await connectAsClient(allow);
    await health(grant(), 'healthy');
    await health(row(dental), 'healthy');
    expect(await isSamePage()).toBe(true);
  });

  test('with the OAuth service down it says what still works, and recovers by itself', patience, async () => {
    await instance.roles.oauth.stop();
    await page.getByRole('button', { name: `Test: ${dental.name}` }).click();
    await page.getByText('The OAuth service is down').waitFor();
    await page.getByText(/Nothing is lost/).waitFor();
    await health(row(dental), 'healthy');
    await page.getByText(/when the service last answered/).waitFor();
    expect(await violations()).toEqual([]);
    instance.roles.oauth.start();
    await instance.ready();
    await page.getByText('The OAuth service is down').waitFor({ state: 'detached' });
    expect(await isSamePage()).toBe(true);
  });

  test('the log grows as it happens, and stands still for who goes through its lines', patience, async () => {
    const lines = page.getByRole('log', { name: 'Refreshes' }).getByRole('listitem');
    const before = await lines.count();
    await lines.first().focus();
    await sandbox.expireAccessTokens({ companyId: agency.id });
    await colleague.trpc.connections.test.mutate({ locationId: null });
    const jump = page.getByRole('button', { name: /^1 new entry/ });
    await jump.waitFor();
    await expect.poll(() => lines.count()).toBe(before);
    expect(await violations()).toEqual([]);
    await jump.click();
    await expect.poll(() => lines.count()).toBe(before + 1);
    await lines.first().getByText('Got new tokens').waitFor();
  });

  test('it is all there on a phone and in the dark', patience, async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await violations()).toEqual([]);
    await expect
      .poll(() => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'))
      .toBe(0);
    const log = page.getByRole('log', { name: 'Refreshes' });
    await log.getByRole('listitem').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('[data-outcome]:focus').innerText()).toMatch(/UTC/);
    expect(await violations()).toEqual([]);
  });

  test('met no fault of the pages on the way', () => {
    // While the OAuth service was down, what needs it was answered with that.
    expect(journey.complaints.filter((text) => !text.includes('status of 503'))).toEqual([]);
  });
});
