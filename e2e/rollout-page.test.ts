import { fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { expectFitElsewhere, focusOf, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** One blueprint to many accounts, in a real browser. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };
const ending = { timeout: 120_000 };
const tags = 5;
const names = Array.from({ length: 12 }, (_, index) => `Branch ${String.fromCodePoint(65 + index)}`);
const source = (count: number) => `groundwork: 1
name: Branches
variables:
  phone: { type: string }
resources:
  tag:
${Array.from({ length: count }, (_, index) => `    t${index}: { name: branch ${index} }`).join('\n')}
  customValue:
    phone: { name: Phone, value: "\${var.phone}" }
`;

describe.runIf(chromiumPath)('rollouts in the browser', () => {
  let journey: Journey;
  let sandbox: SandboxControl;
  let page: Page;
  let member: SignedIn;
  let blueprintId: string;
  let ids: string[];

  beforeAll(async () => {
    journey = await openJourney(/status of (401|404|409)/);
    ({ sandbox, page } = journey);
    await signInThere(page, '/rollouts');
    await page.getByText('No rollouts yet').waitFor();
    member = await signIn(journey.instance.url);
    const companyId = fixtures.agency.id;
    const made = await Promise.all(names.map((name) => sandbox.createLocation({ companyId, name })));
    ids = made.map(({ id }) => id);
    await member.trpc.accounts.sync.mutate();
    blueprintId = (await member.trpc.blueprints.save.mutate({ source: source(tags) })).blueprintId;
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  const heading = (state: string) => page.locator(`h1 ~ [data-state=${state}]`);
  const cells = (cell: string) => page.locator(`td[data-cell="${cell}"]`);
  const bar = () => page.getByRole('button', { name: 'Plan the rollout' });
  const selected = (count: number) => page.getByText(new RegExp(`^${count} of \\d+ selected`));
  async function chooseBranches(): Promise<void> {
    await page.goto(`/rollouts/new?blueprint=${blueprintId}`);
    await page.getByLabel('Search accounts').fill('branch');
    await page.getByRole('button', { name: 'Select all shown (12)' }).click();
    await selected(12).waitFor();
  }

  test('there is none yet, and the page says what one is', patience, async () => {
    await page.reload();
    await page.getByText('No rollouts yet').waitFor();
    await expect
      .poll(() => page.getByRole('main').innerText())
      .toMatch(/changes a few accounts first, then wave after wave/);
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await page.getByRole('link', { name: 'New rollout' }).click();
    await bar().waitFor();
    await expect.poll(() => bar().getAttribute('aria-description')).toBe('Choose a blueprint first.');
    expect(await violations()).toEqual([]);
  });

  test('accounts are chosen by search, some of them to go first, and a reload loses nothing', patience, async () => {
    await page.getByRole('combobox', { name: 'Blueprint' }).selectOption({ label: 'Branches' });
    await page.getByLabel('Search accounts').fill('branch');
    await page.getByRole('button', { name: 'Select all shown (12)' }).click();
    await page.getByRole('button', { name: 'Branch C goes first' }).click();
    await page.getByText('phone: in no account').waitFor();
    await page.getByLabel('Wave size').fill('6');
    await page.getByLabel('Name', { exact: true }).fill('All branches');
    await page.reload();
    await selected(12).waitFor();
    await page.getByText('12 accounts. 1 account first, then 6 at a time').waitFor();
    await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('All branches');
    expect(await violations()).toEqual([]);
    await page.getByLabel('Wave size').fill('0');
    await page.getByText('Write a whole number from 1 to 5,000').waitFor();
    await expect.poll(() => bar().getAttribute('aria-description')).toBe('Correct the numbers above first.');
    await page.getByLabel('Wave size').fill('6');
  });

  test('one value can be given to all accounts, and stays over a reload', patience, async () => {
    const phone = page.getByRole('textbox', { name: 'phone' });
    await page.getByText('One value for all accounts, for this rollout alone').click();
    await phone.fill('+1 216 555 0199');
    await page.getByText('Every value that is needed is given').waitFor();
    await page.reload();
    await page.getByText('Every value that is needed is given').waitFor();
    await expect.poll(() => phone.inputValue()).toBe('+1 216 555 0199');
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await phone.fill('');
    await page.getByText('phone: in no account').waitFor();
  });

  test('values come from a CSV, which is checked as it is given', patience, async () => {
    await page.getByText('Values from a CSV, for this rollout alone').click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download one to fill in' }).click();
    expect((await downloading).suggestedFilename()).toBe('branches-values.csv');
    const csv = page.getByLabel('CSV', { exact: true });
    const lines = names.map((name, index) => `${name},+1 216 555 01${String(index).padStart(2, '0')}`);
    await csv.fill(['name,phone', ...lines, 'Nowhere,+1'].join('\n'));
    await page.getByText('1 line cannot be used').waitFor();
    await page.getByText(/^Line 14: /).waitFor();
    await csv.fill(['name,phone', ...lines].join('\n'));
    await page.getByText('1 variable for 12 accounts').waitFor();
    await page.getByText('Every value that is needed is given').waitFor();
    expect(await violations()).toEqual([]);
    await page.reload();
    await page.getByText('1 variable for 12 accounts').waitFor();
    await expectFitElsewhere(page);
  });

  test('secrets in a CSV are not shown beside it, and a reload forgets them', patience, async () => {
    const secret = 'k3y-of-branch-a';
    const keyed = `groundwork: 1\nname: Keyed\nvariables:\n  sms_key: { type: string, secret: true }\nresources:\n  customValue:\n    key: { name: Key, value: "\${var.sms_key}" }\n`;
    const version = await member.trpc.blueprints.save.mutate({ source: keyed });
    const before = page.url();
    await page.goto(`/rollouts/new?blueprint=${version.blueprintId}`);
    const csv = page.getByLabel('CSV', { exact: true });
    await csv.fill(`name;sms_key\nBranch A;${secret}\n`);
    await page.getByText('It holds secrets: a reload of this page forgets it.').waitFor();
    const values = page.getByRole('region', { name: 'Values by account' });
    await values.getByText('secret, not shown').waitFor();
    expect(await values.innerText()).not.toContain(secret);
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })')).not.toContain(secret);
    await page.reload();
    await page.getByText('Values from a CSV, for this rollout alone').click();
    await expect.poll(() => csv.inputValue()).toBe('');
    await page.goto(before);
    await page.getByText('Values from a CSV, for this rollout alone').click();
    await csv.fill(['name,phone', ...names.map((name) => `${name},+1 216 555 0100`)].join('\n'));
    await page.getByText('1 variable for 12 accounts').waitFor();
  });

  test('every account is planned, and what they all do is shown before anything is written', patience, async () => {
    await bar().click();
    await page.waitForURL(/\/rollouts\/[0-9a-f-]{36}$/);
    await heading('PLANNED').waitFor(ending);
    await expect.poll(() => page.locator('[data-action=create] dd').innerText()).toMatch(/72$/);
    await expect.poll(() => page.locator('tr[data-account]').count()).toBe(12);
    await expect.poll(() => cells('planned').count()).toBe(72);
    expect(await sandbox.listResources({ kind: 'tag', ownerId: ids[0] ?? '' })).toEqual([]);
    const first = page.locator('tr[data-account]').first();
    await expect.poll(() => first.innerText()).toMatch(/^Branch C/);
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await page.getByRole('link', { name: /^Branch C/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Plan for Branch C' }).waitFor();
    await page.goBack();
    await heading('PLANNED').waitFor();
  });

  test('an account is left out and taken in again', patience, async () => {
    await page.getByRole('button', { name: 'Leave out Branch L' }).click();
    await page.getByRole('button', { name: '1 Left out' }).click();
    await page.waitForURL(/state=SKIPPED$/);
    await page.getByRole('button', { name: 'Take in Branch L' }).click();
    await page.getByText('No account is in this state now').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => page.locator('tr[data-account]').count(), ending).toBe(12);
    await page
      .getByText(/^12 accounts to change/)
      .first()
      .waitFor();
  });

  test('approved, it is paused, goes on, and comes to its end live', patience, async () => {
    // So that it cannot be over before it is paused.
    await journey.instance.roles.worker.stop();
    await page.getByRole('button', { name: 'Approve and start' }).click();
    await heading('RUNNING').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await heading('PAUSED').waitFor();
    await page.getByText('Paused by Priya Raman').waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Go on' }).click();
    await heading('RUNNING').waitFor();
    journey.instance.roles.worker.start();
    await heading('SUCCESS').waitFor(ending);
    await expect.poll(() => cells('VERIFIED').count(), ending).toBe(72);
    await page.getByText('Done: 12 accounts changed and verified').waitFor();
    for (const ownerId of ids) expect(await sandbox.listResources({ kind: 'tag', ownerId })).toHaveLength(tags);
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
  });

  test('it is in the list, and a rule for new accounts is made and taken back beside it', patience, async () => {
    await page.getByRole('main').getByRole('link', { name: 'Rollouts', exact: true }).click();
    const row = page.getByRole('list', { name: 'Rollouts' }).getByRole('link', { name: /All branches/ });
    await expect.poll(() => row.innerText()).toMatch(/Succeeded[^]*12 of 12 accounts as described/);
    const form = page.getByRole('form', { name: 'New rule' });
    await form.getByRole('combobox', { name: 'Blueprint' }).selectOption({ label: 'Branches' });
    await form.getByRole('button', { name: 'Add rule' }).click();
    const rules = page.getByRole('list', { name: 'Rules' });
    await rules.getByText('Plans it as a rollout and waits').waitFor();
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await page.getByRole('button', { name: 'Remove the rule for Branches' }).click();
    await page.getByText('No rule yet').waitFor();
    await expect.poll(() => focusOf(page)).toBe('Blueprint');
  });

  test('where the first account fails it halts, and a retry brings it to its end', patience, async () => {
    const { id } = await member.trpc.blueprints.save.mutate({ source: source(tags + 1) });
    await member.trpc.variables.set.mutate({
      level: 'agency',
      ownerId: null,
      values: [{ name: 'phone', value: '+1 216 555 0100' }],
    });
    expect(id).not.toBe('');
    await chooseBranches();
    await page.getByText('Every value that is needed is given').waitFor();
    await page.getByRole('button', { name: 'Branch B goes first' }).click();
    await bar().click();
    await heading('PLANNED').waitFor(ending);
    await sandbox.addFault({
      method: 'POST',
      path: `/locations/${ids[1]}/tags`,
      mode: 'status',
      status: 400,
      count: 50,
    });
    await page.getByRole('button', { name: 'Approve and start' }).click();
    await heading('HALTED').waitFor(ending);
    await page.getByText('Halted: nothing new begins').waitFor();
    await page.getByText(/The canary failed: 1 of 1 account\./).waitFor();
    await cells('FAILED').first().waitFor(ending);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: '1 Failed' }).click();
    await expect.poll(() => page.locator('tr[data-account]').count(), ending).toBe(1);
    await expectFitElsewhere(page);
    await sandbox.clearFaults();
    await page.getByRole('button', { name: 'All', exact: false }).first().click();
    await page.getByRole('button', { name: 'Retry what failed (1)' }).click();
    await heading('SUCCESS').waitFor(ending);
    for (const ownerId of ids) expect(await sandbox.listResources({ kind: 'tag', ownerId })).toHaveLength(tags + 1);
  });

  test('one that removes something asks for the name of the blueprint first', patience, async () => {
    await member.trpc.blueprints.save.mutate({ source: source(tags) });
    await page.goto(`/rollouts/new?blueprint=${blueprintId}`);
    await page.getByRole('checkbox', { name: /Branch A/ }).check();
    await page.getByRole('checkbox', { name: /Branch B/ }).check();
    await bar().click();
    await heading('PLANNED').waitFor(ending);
    await page.getByText('In 2 accounts something is lost for good').waitFor();
    const dialog = page.getByRole('dialog');
    const ask = async () => {
      await page.getByRole('button', { name: 'Approve and start' }).click();
      await dialog.getByRole('textbox', { name: /Type Branches to confirm/ }).fill('Branches');
    };
    await ask();
    expect(await violations()).toEqual([]);
    // Somebody else leaves one out while the question is open: these plans are no longer the ones that were looked at.
    const id = page.url().split('/').at(-1) ?? '';
    const [left = ''] = ids;
    await member.trpc.rollouts.skip.mutate({ id, locationId: left, skip: true });
    await dialog.getByRole('button', { name: 'Approve and remove' }).click();
    const refusal = page.getByRole('alert').filter({ hasText: 'The rollout was not started' });
    await refusal.getByText(/The plans changed since you looked: now 1 account is to change.*Look again/).waitFor();
    await expect.poll(() => dialog.count()).toBe(0);
    await page.getByText('In 1 account something is lost for good').waitFor();
    await page.locator('tr[data-account]').getByText('Take in').waitFor();
    expect(await violations()).toEqual([]);
    await member.trpc.rollouts.skip.mutate({ id, locationId: left, skip: false });
    await page.getByText('In 2 accounts something is lost for good').waitFor();
    await ask();
    await dialog.getByRole('button', { name: 'Approve and remove' }).click();
    await heading('SUCCESS').waitFor(ending);
    expect(await sandbox.listResources({ kind: 'tag', ownerId: ids[0] ?? '' })).toHaveLength(tags);
    expect(await sandbox.listResources({ kind: 'tag', ownerId: ids[2] ?? '' })).toHaveLength(tags + 1);
  });

  test('a viewer sees it all, and is told why there is nothing to do with it', patience, async () => {
    const viewer = await journey.openAsViewer(`/rollouts/new?blueprint=${blueprintId}`);
    const button = viewer.getByRole('button', { name: 'Plan the rollout' });
    await button.waitFor();
    await expect.poll(() => button.getAttribute('aria-description')).toMatch(/Viewers may not/);
    await viewer.getByRole('main').getByRole('link', { name: 'Rollouts', exact: true }).click();
    await viewer.getByText(/Rules cannot be changed by you/).waitFor();
    expect(await violationsOf(viewer)).toEqual([]);
    await viewer.context().close();
  });

  test('an address of no rollout says so, and no page met a fault', patience, async () => {
    await page.goto('/rollouts/00000000-0000-4000-8000-000000000000');
    await page.getByRole('heading', { name: /not found|nothing/i }).waitFor();
    expect(journey.complaints).toEqual([]);
  });
});
