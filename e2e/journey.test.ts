import { fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Instance } from '../scripts/instance.ts';
import { signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** A newcomer's way in a real browser: install, plan, apply, reload in the middle, history. Each test goes on where the one before ended. */

const account = fixtures.locations.accounting;
const tags = 6;
const patience = { timeout: 180_000 };

describe.runIf(chromiumPath)('the journey in the browser', () => {
  let journey: Journey;
  let instance: Instance;
  let sandbox: SandboxControl;
  let page: Page;

  beforeAll(async () => {
    journey = await openJourney();
    ({ instance, sandbox, page } = journey);
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  const jobState = (state: string) => page.locator(`h1 ~ [data-state=${state}]`);

  test('an agency admin signs in through GoHighLevel and finds the accounts', patience, async () => {
    await page.goto('/jobs');
    await page.getByRole('button', { name: 'Continue with GoHighLevel' }).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Continue with GoHighLevel' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL('/jobs');
    await page.getByText('No jobs yet').waitFor();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Accounts' }).click();
    for (const { name } of Object.values(fixtures.locations))
      await expect.poll(() => page.getByText(name, { exact: true }).count()).toBe(1);
    await expect.poll(() => page.getByText(fixtures.secondLocations.bakery.name).count()).toBe(0);
    expect(await violations()).toEqual([]);
  });

  test('writes a blueprint, and is told line and column of a fault', patience, async () => {
    await page.goto('/blueprints/new');
    const editor = editorOf(page);
    await editor.fill('groundwork: 1\nname: Journey\nresources:\n  tag:\n    a: { nmae: x }\n');
    await page.getByRole('button', { name: /Line 5:10/ }).waitFor();
    await expect
      .poll(() => page.getByRole('button', { name: /Save blueprint/ }).getAttribute('aria-disabled'))
      .toBe('true');
    const lines = Array.from({ length: tags }, (_, index) => `    t${index}: { name: journey ${index} }`);
    await editor.fill(
      `groundwork: 1\nname: Journey\nvariables:\n  phone: { type: string }\nresources:\n  tag:\n${lines.join('\n')}\n  customValue:\n    phone: { name: Phone, value: "\${var.phone}" }\n`,
    );
    await page.getByText(/Valid: 7 resources, 1 variable/).waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'Journey', level: 1 }).waitFor();
    expect(await violations()).toEqual([]);
  });

  test('goes from account to plan, and sees what will change before anything does', patience, async () => {
    await page.goto('/accounts');
    await page.getByRole('link', { name: `Provision ${account.name}` }).click();
    await page.getByRole('link', { name: /Journey/ }).click();
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.getByText('This is needed').waitFor();
    await page.getByLabel(/phone/).fill('+1 216 555 0100');
    await page.reload();
    await expect.poll(() => page.getByLabel(/phone/).inputValue()).toBe('+1 216 555 0100');
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.waitForURL('**/plans/*');
    const changes = page.getByRole('region', { name: 'Changes' });
    await changes.waitFor();
    await expect.poll(() => page.locator('[data-action=create] dd').innerText()).toMatch(/7$/);
    await expect.poll(() => changes.getByRole('listitem').count()).toBe(7);
    expect(await sandbox.listResources({ kind: 'tag', ownerId: account.id })).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  test('applies it by keyboard, watches it live, reloads in the middle and loses nothing', patience, async () => {
    await sandbox.setKnobs({ latencyMs: 5_000 });
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/jobs/*');
    await jobState('PROCESSING').waitFor();
    await page.locator('[data-state=RUNNING]').first().waitFor();
    await page.reload();
    await page.locator('[data-feed=live]').waitFor();
    await page.locator('[data-state=APPLIED], [data-state=VERIFIED]').first().waitFor();
    await sandbox.setKnobs({ latencyMs: 0 });
    await jobState('SUCCESS').waitFor();
    await page.getByText('7 of 7 applied · 7 verified').waitFor();
    const told = async (words: string) =>
      (await page.getByRole('log').locator('> div').allInnerTexts()).filter((line) => line.includes(words));
    await expect.poll(() => told('Creating')).toHaveLength(7);
    await expect.poll(() => told('is created')).toHaveLength(7);
    const numbers = await page.getByRole('log').getByRole('link').allInnerTexts();
    expect(numbers.map(Number)).toEqual(numbers.map((_, index) => index + 1));
    expect(await violations()).toEqual([]);
  });

  test('finds nothing left to do when it plans again', patience, async () => {
    await page.getByRole('link', { name: 'Plan again' }).click();
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.getByText('This account already matches').waitFor();
    await expect.poll(() => page.getByRole('button', { name: /Apply plan/ }).count()).toBe(0);
    expect(await violations()).toEqual([]);
  });

  test('goes on live over an API restart, and says so meanwhile', async () => {
    await page.goto('/accounts');
    await page.locator('[data-feed=live]').waitFor();
    await instance.roles.api.stop();
    await page.locator('[data-feed=reconnecting], [data-feed=polling]').waitFor();
    instance.roles.api.start();
    await instance.ready();
    await page.locator('[data-feed=live]').waitFor();
    await expect.poll(() => page.getByRole('heading', { name: 'Accounts' }).count()).toBe(1);
  });

  test('finds the job in the history, in the dark and on a phone', patience, async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 375, height: 800 });
    await page.goto('/jobs?state=SUCCESS');
    const jobs = page.getByRole('list', { name: 'Jobs' }).getByRole('listitem');
    await jobs.first().waitFor();
    await expect.poll(() => jobs.count()).toBe(1);
    expect(await violations()).toEqual([]);
    await expect
      .poll(() => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'))
      .toBe(0);
    await jobs.getByRole('link').click();
    await jobState('SUCCESS').waitFor();
    expect(await violations()).toEqual([]);
  });

  test('signs out, and is led back after signing in again', patience, async () => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.getByRole('button', { name: /Priya Raman/ }).click();
    await page.getByRole('menuitem', { name: /Sign out/ }).click();
    await page.waitForURL('**/sign-in');
    await signInThere(page, '/blueprints');
    await page.getByRole('heading', { name: 'Blueprints' }).waitFor();
    await expect.poll(() => page.url()).toBe(`${instance.url}/blueprints`);
  });

  test('is told why when consent is refused', patience, async () => {
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Continue with GoHighLevel' }).click();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByText('GoHighLevel was not given consent').waitFor();
    expect(await violations()).toEqual([]);
  });

  test('met no fault of the pages on the way', () => {
    // While the API was down the browser itself reports refused connections.
    expect(
      journey.complaints.filter(
        (text) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE/.test(text),
      ),
    ).toEqual([]);
  });
});
