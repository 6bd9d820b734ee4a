import { readFile } from 'node:fs/promises';
import { fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { JobReportView, StateExportView } from '@groundwork/shared/views';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { expectFitElsewhere, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** One account: what was applied, proven, drifted, compared, exported and destroyed. Each test goes on where the one before ended. */

const { accounting: account, dental, cleanGym } = fixtures.locations;
const patience = { timeout: 180_000 };
const desk = `groundwork: 1
name: Front desk
variables:
  sms_key: { type: string, secret: true }
resources:
  tag:
    vip: { name: vip guest }
  customValue:
    welcome: { name: Welcome text, value: Good day }
    key: { name: SMS key, value: "\${var.sms_key}" }
`;

describe.runIf(chromiumPath)('the page of an account', () => {
  let journey: Journey;
  let sandbox: SandboxControl;
  let page: Page;
  let member: SignedIn;

  beforeAll(async () => {
    journey = await openJourney(/status of (401|404|503)/);
    ({ sandbox, page } = journey);
    await signInThere(page, '/');
    await page.getByRole('heading', { name: 'Accounts' }).waitFor();
    member = await signIn(journey.instance.url);
    await member.trpc.groups.save.mutate({ name: 'Ledgers', locationIds: [account.id] });
    const { id } = await member.trpc.blueprints.save.mutate({ source: desk });
    const plan = await member.trpc.plans.create.mutate({
      locationId: account.id,
      blueprintVersionId: id,
      variables: { sms_key: 'sk-live-77' },
    });
    await member.trpc.jobs.start.mutate({ planId: plan.id });
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  const region = (name: string) => page.getByRole('region', { name });
  const openAccount = async () => {
    await page.goto(`/accounts/${account.id}`);
    await page.getByRole('heading', { name: account.name, level: 1 }).waitFor();
  };
  const downloaded = async (button: string): Promise<{ name: string; text: string }> => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  };

  test('the list leads to it, and it says what was applied and what GoHighLevel still allows', patience, async () => {
    await page.goto('/accounts');
    const row = page.getByRole('list', { name: 'Accounts' }).getByRole('listitem').filter({ hasText: account.name });
    await row.getByText('Ledgers').waitFor();
    await row.getByRole('link', { name: account.name, exact: true }).click();
    await region('Recent jobs').locator('[data-state=SUCCESS]').waitFor();
    await region('Applied here').getByText('3 objects created, 0 adopted').waitFor();
    await expect.poll(() => region('Applied here').innerText()).toMatch(/Front desk\s+v1/);
    await expect
      .poll(() => region('Call budget').innerText())
      .toMatch(/\d+ of \d+ calls in 10 s[^]*Refused \(429\)\s+never/);
    await expect.poll(() => region('Drift').innerText()).toContain('Not checked yet');
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
  });

  test('an account nobody knows is no page, and one without anything says what to do', patience, async () => {
    await page.goto('/accounts/nobodyknowsit');
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await page.goto(`/accounts/${cleanGym.id}`);
    await page.getByText('No blueprint was applied to this account').waitFor();
    await page.getByText('No job has run here yet').waitFor();
    expect(await violations()).toEqual([]);
  });

  test('a check finds what a client changed, and leads to its cause', patience, async () => {
    await openAccount();
    await region('Recent jobs').locator('[data-state=SUCCESS]').waitFor();
    const values = await sandbox.listResources({ kind: 'customValue', ownerId: account.id });
    const welcome = values.find(({ name }) => name === 'Welcome text');
    await sandbox.edit({ kind: 'customValue', id: String(welcome?.id), changes: { value: 'Hi there' } });
    await region('Drift').getByRole('button', { name: 'Check now' }).click();
    await region('Drift').getByText('applied Good day, now Hi there').waitFor();
    await region('Applied here').locator('[data-drift=drifted]').waitFor();
    expect(await violations()).toEqual([]);
    await region('Drift').getByRole('link', { name: 'Welcome text' }).click();
    await page.waitForURL('**/drift/*');
  });

  test('its own values are given here, and a plan begins with them', patience, async () => {
    await openAccount();
    const values = region('Values of this account');
    await values.getByRole('button', { name: 'Add a value' }).click();
    await values.getByLabel(/^Name/).fill('sms_key');
    await values.getByLabel('Value of sms_key').fill('sk-live-88');
    await expect.poll(() => values.getByLabel('sms_key is secret').isChecked()).toBe(true);
    expect(await violations()).toEqual([]);
    await values.getByRole('button', { name: 'Save values' }).click();
    await values.getByText(/Priya Raman, /).waitFor();
    await expectFitElsewhere(page);
    await region('Applied here').getByRole('link', { name: 'Plan again with Front desk' }).click();
    await page.getByText('From this account’s value').waitFor();
    expect(await page.content()).not.toContain('sk-live-88');
    await page.getByRole('link', { name: 'this account’s value' }).click();
    await region('Values of this account')
      .getByText(/Priya Raman, /)
      .waitFor();
  });

  test('its state is a file with what was applied and no secret', patience, async () => {
    await openAccount();
    const { name, text } = await downloaded('Export state');
    expect(name).toBe('state-ledgerline-accounting.json');
    const state = JSON.parse(text) as StateExportView;
    expect(state.account).toEqual({ id: account.id, name: account.name });
    expect(state.blueprints[0]?.resources.map(({ address }) => address).sort()).toEqual([
      'customValue.key',
      'customValue.welcome',
      'tag.vip',
    ]);
    expect(text).not.toContain('sk-live-77');
  });

  test('the report of a job proves it, prints without the shell, and is a file too', patience, async () => {
    await region('Recent jobs').getByRole('link').first().click();
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.getByRole('heading', { name: `Report: ${account.name}` }).waitFor();
    const shown = await page.getByRole('main').innerText();
    expect(shown).toContain('Succeeded: 3 of 3 changes applied, each read back and found as planned');
    expect(shown).toMatch(/Approved by\s+Priya Raman/);
    expect(shown).not.toContain('sk-live-77');
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    const { text } = await downloaded('Download JSON');
    const report = JSON.parse(text) as JobReportView;
    expect(shown).toContain(report.digest);
    expect(report.lines.every(({ verifiedAt }) => verifiedAt !== null)).toBe(true);
    expect(text).not.toContain('sk-live-77');

    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect.poll(() => page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
    await expect.poll(() => page.getByRole('button', { name: 'Download JSON' }).isVisible()).toBe(false);
    await expect.poll(() => page.getByText(report.digest).isVisible()).toBe(true);
    await expect.poll(() => page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    await expect
      .poll(() => page.evaluate('getComputedStyle(document.body).backgroundColor'))
      .toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  });

  test('two accounts are compared side by side, and what differs can be looked for', patience, async () => {
    await openAccount();
    await page.getByRole('link', { name: 'Compare with…' }).click();
    await page.getByText('Choose two accounts').waitFor();
    await page.getByLabel('Right account').selectOption({ label: dental.name });
    await page
      .getByText(/Equal in both|only in/)
      .first()
      .waitFor();
    const rows = page.locator('li[data-side]');
    await rows.filter({ hasText: 'vip guest' }).getByText('Left only').waitFor();
    expect(await violations()).toEqual([]);
    const all = await rows.count();
    await page.getByRole('button', { name: `only in ${dental.name}` }).click();
    await expect.poll(() => rows.filter({ hasText: 'Left only' }).count()).toBe(0);
    await expect.poll(() => rows.count()).toBeLessThan(all);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Filter by name or kind').fill('welcome text');
    await rows.filter({ hasText: 'Welcome text' }).locator('summary').click();
    await rows.getByText('Hi there').waitFor();
    await expectFitElsewhere(page);
    await page.getByRole('button', { name: 'Swap left and right' }).click();
    await rows.filter({ hasText: 'vip guest' }).getByText('Right only').waitFor();
  });

  test('an account that cannot be read is named, and reading again helps once it can', patience, async () => {
    await sandbox.addFault({
      method: 'GET',
      path: `/locations/${dental.id}/tags`,
      mode: 'status',
      status: 500,
      count: 50,
    });
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByText('The accounts were not compared').waitFor({ timeout: 120_000 });
    expect(await violations()).toEqual([]);
    await sandbox.clearFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('li[data-side]').first().waitFor();
  });

  test('what a blueprint created goes only once the account’s name is typed', patience, async () => {
    await openAccount();
    await page.getByRole('button', { name: 'Destroy what Front desk created' }).click();
    await page.getByRole('heading', { name: `Destroy in ${account.name}` }).waitFor();
    await page.getByText('Removes what Front desk created in this account').waitFor();
    await expect.poll(() => page.getByText('Planned with').count()).toBe(0);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: /^Destroy/ }).click();
    const dialog = page.getByRole('dialog', { name: `Destroy in ${account.name}?` });
    await dialog.getByRole('list', { name: 'What a rollback would do' }).waitFor();
    await expect
      .poll(() => dialog.innerText())
      .toMatch(/A rollback would make anew, under a new id, what is lost with .*“Welcome text”/);
    expect(await violations()).toEqual([]);
    await expect.poll(() => dialog.getByRole('button', { name: 'Destroy' }).getAttribute('aria-disabled')).toBe('true');
    await dialog.getByLabel(/to confirm/).fill(account.name);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/jobs/*');
    await page.getByText('Destroyed and verified: 3 changes').waitFor();
    expect(await sandbox.listResources({ kind: 'customValue', ownerId: account.id })).toEqual([]);
    await page.getByRole('link', { name: 'Open the account' }).click();
    await page.getByText('No blueprint was applied to this account').waitFor();
    await expect.poll(() => region('Recent jobs').locator('[data-purpose=destroy]').count()).toBe(1);
  });

  test('a viewer sees it all, and is told why nothing can be changed', patience, async () => {
    const viewer = await journey.openAsViewer(`/accounts/${account.id}`);
    await viewer.getByRole('heading', { name: account.name }).waitFor();
    for (const name of ['Compare with…', `Capture ${account.name}`])
      await expect
        .poll(() => viewer.getByRole('button', { name }).getAttribute('aria-description'))
        .toMatch(/Viewers may not/);
    await viewer.getByRole('region', { name: 'Recent jobs' }).getByRole('link').first().click();
    const rollback = viewer.getByRole('button', { name: 'Roll back…' });
    await expect.poll(() => rollback.getAttribute('aria-description')).toMatch(/Viewers may not do this/);
    expect(await violationsOf(viewer)).toEqual([]);
    await viewer.goto(`/accounts/compare?left=${account.id}&right=${dental.id}`);
    await viewer.getByText('Not with your role').waitFor();
    await viewer.context().close();
  });

  test('met no fault of the pages on the way', () => {
    expect(journey.complaints).toEqual([]);
  });
});
