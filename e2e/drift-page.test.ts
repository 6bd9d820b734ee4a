import { fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { expectFitElsewhere, focusOf, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** What clients change behind Groundwork's back, in a real browser: found, ignored, fixed, accepted. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };
const ending = { timeout: 120_000 };
const names = ['Office A', 'Office B', 'Office C', 'Office D'];
const source = `groundwork: 1
name: Offices
resources:
  tag:
    ok: { name: a2p-ok }
    vip: { name: vip }
  customValue:
    hours: { name: Hours, value: 9 to 5 }
`;

describe.runIf(chromiumPath)('drift in the browser', () => {
  let journey: Journey;
  let sandbox: SandboxControl;
  let page: Page;
  let member: SignedIn;
  let ids: string[];

  beforeAll(async () => {
    journey = await openJourney(/status of (401|404|409)/);
    ({ sandbox, page } = journey);
    await signInThere(page, '/drift');
    await page.getByText('Nothing to compare yet').waitFor();
    member = await signIn(journey.instance.url);
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  const causes = () => page.getByRole('list', { name: 'Causes' }).locator('> li');
  const cause = (words: string) => causes().filter({ hasText: words });
  const heading = (state: string) => page.locator(`h1 ~ [data-state=${state}]`);
  const account = (name: string) => page.locator('li[data-account]').filter({ hasText: name });
  const count = (name: string) => page.locator(`[data-count=${name}] dd`);
  async function idOf(kind: string, ownerId: string, name: string): Promise<string> {
    const held = await sandbox.listResources({ kind, ownerId });
    const found = held.find((resource) => resource['name'] === name);
    if (!found) throw new Error(`${ownerId} has no ${kind} ${name}`);
    return found.id;
  }
  const removeTag = async (ownerId: string) =>
    sandbox.remove({ kind: 'tag', id: await idOf('tag', ownerId, 'a2p-ok') });
  const setHours = async (ownerId: string, value: string) =>
    sandbox.edit({ kind: 'customValue', id: await idOf('customValue', ownerId, 'Hours'), changes: { value } });
  const checkAll = async () => {
    await page.getByRole('button', { name: 'Check all now' }).click();
    await expect.poll(async () => (await member.trpc.drift.get.query()).counts.checking, ending).toBe(0);
  };

  test('before anything was applied there is nothing to compare, and the page says so', patience, async () => {
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    const companyId = fixtures.agency.id;
    const made = await Promise.all(names.map((name) => sandbox.createLocation({ companyId, name })));
    ids = made.map(({ id }) => id);
    await member.trpc.accounts.sync.mutate();
    const { id } = await member.trpc.blueprints.save.mutate({ source });
    const targets = ids.map((locationId) => ({ locationId }));
    const rollout = await member.trpc.rollouts.create.mutate({ blueprintVersionId: id, targets });
    const state = async () => (await member.trpc.rollouts.get.query({ id: rollout.id })).state;
    await expect.poll(state, ending).toBe('PLANNED');
    await member.trpc.rollouts.start.mutate({ id: rollout.id });
    await expect.poll(state, ending).toBe('SUCCESS');
  });

  test('a check finds nothing where nothing was changed', patience, async () => {
    await page.goto('/drift');
    await page.getByRole('button', { name: 'Check all now' }).waitFor();
    await checkAll();
    await expect.poll(() => count('clean').innerText(), ending).toBe('4');
    await page.getByText('No drift').waitFor();
    expect(await violations()).toEqual([]);
  });

  test('the same change in several accounts is one row', patience, async () => {
    for (const id of ids.slice(0, 3)) await removeTag(id);
    for (const id of ids.slice(2, 4)) await setHours(id, '8 to 4');
    await checkAll();
    await cause('3 accounts: tag a2p-ok is missing').waitFor(ending);
    const hours = cause('2 accounts: value of custom value Hours was changed');
    await hours.waitFor(ending);
    await expect.poll(() => hours.innerText()).toMatch(/9 to 5[^]*8 to 4[^]*Office C, Office D/);
    await expect.poll(() => count('drifted').innerText()).toBe('4');
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await page.getByLabel('Kind').selectOption({ label: 'Tags' });
    await expect.poll(() => causes().count(), ending).toBe(1);
    await page.reload();
    await expect.poll(() => causes().count(), ending).toBe(1);
    await page.getByLabel('Kind').selectOption({ label: 'All' });
  });

  test('several rows are chosen, also a range of them, and handled together', patience, async () => {
    const box = (words: RegExp) => page.getByRole('checkbox', { name: words });
    const bar = page.getByRole('group', { name: 'Chosen causes' });
    await box(/^Choose value of custom value Hours/).check();
    await bar.getByText('1 cause chosen').waitFor();
    await box(/^Choose tag a2p-ok/).click({ modifiers: ['Shift'] });
    await bar.getByText('2 causes chosen').waitFor();
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await bar.getByRole('button', { name: 'Accept the chosen…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Accept 2 causes into the blueprint?').waitFor();
    expect(await violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await bar.getByRole('button', { name: 'Ignore the chosen…' }).click();
    const where = dialog.getByLabel('Where');
    // The tag is gone in A, B and C; the hours were changed in C and D.
    await expect.poll(() => where.locator('option').allInnerTexts()).toEqual(['Everywhere', 'Only Office C']);
    await where.selectOption({ label: 'Only Office C' });
    await dialog.getByRole('button', { name: 'Ignore it' }).click();
    await dialog.getByText('This is needed').waitFor();
    await expect.poll(() => focusOf(page)).toBe('Reason');
    await dialog.getByLabel('Reason').fill('They move');
    await dialog.getByRole('button', { name: 'Ignore it' }).click();
    for (const words of ['tag a2p-ok', 'custom value Hours'])
      await cause(words)
        .getByText(/^Ignored in Office C .*“They move”$/)
        .waitFor(ending);
    for (const words of ['tag a2p-ok', 'custom value Hours']) {
      await cause(words).getByRole('button', { name: 'Open again in Office C' }).click();
      await expect.poll(() => cause(words).getByRole('list', { name: 'Ignored' }).count()).toBe(0);
    }
    await page.getByRole('checkbox', { name: 'Choose all 2' }).check();
    await bar.getByRole('button', { name: 'Ignore the chosen…' }).click();
    await dialog.getByLabel('Reason').fill('Summer');
    await dialog.getByRole('button', { name: 'Ignore it' }).click();
    await page.getByText('No cause matches').waitFor(ending);
    for (const { ignores } of (await member.trpc.drift.get.query()).causes) {
      expect(ignores.map(({ reason }) => reason)).toEqual(['Summer']);
      for (const { id } of ignores) await member.trpc.drift.unignore.mutate({ id });
    }
    await expect.poll(() => causes().count(), ending).toBe(2);
    const all = page.getByRole('checkbox', { name: 'Choose all 2' });
    await all.check();
    await bar.getByRole('button', { name: 'Fix the chosen' }).click();
    await page.waitForURL(/\/rollouts\/[0-9a-f-]{36}$/);
    await heading('PLANNED').waitFor(ending);
    await expect.poll(() => page.locator('tr[data-account]').count()).toBe(4);
    const id = page.url().split('/').at(-1) ?? '';
    expect((await member.trpc.rollouts.get.query({ id })).summary).toMatchObject({ create: 3, update: 2 });
    await member.trpc.rollouts.cancel.mutate({ id });
    await page.goto('/drift');
  });

  test('it is ignored in one account, with a reason, and opened again', patience, async () => {
    await cause('tag a2p-ok').getByRole('link').click();
    await page.getByRole('heading', { name: '3 accounts: tag a2p-ok is missing' }).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Ignore in Office B' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Ignore it' }).click();
    await dialog.getByText('This is needed').waitFor();
    expect(await violations()).toEqual([]);
    await dialog.getByLabel('Reason').fill('They do not text');
    await dialog.getByRole('button', { name: 'Ignore it' }).click();
    await account('Office B')
      .getByText(/Ignored, opens again/)
      .waitFor();
    // The button that asked is gone; its row is not.
    await expect.poll(() => focusOf(page)).toMatch(/^Office B/);
    await page.getByRole('list', { name: 'Ignored' }).getByText('They do not text').waitFor();
    await expectFitElsewhere(page);
    await page.getByRole('button', { name: 'Open again in Office B' }).click();
    await page.getByRole('button', { name: 'Ignore in Office B' }).waitFor();
  });

  test('chosen accounts are fixed by a rollout, which a person approves', patience, async () => {
    await page.getByRole('checkbox', { name: 'Choose Office A' }).check();
    await page.getByRole('checkbox', { name: 'Choose Office B' }).check();
    await page.getByRole('button', { name: 'Fix the chosen (2)' }).click();
    await page.waitForURL(/\/rollouts\/[0-9a-f-]{36}$/);
    await heading('PLANNED').waitFor(ending);
    await expect.poll(() => page.locator('tr[data-account]').count()).toBe(2);
    await page.getByRole('button', { name: 'Approve and start' }).click();
    await heading('SUCCESS').waitFor(ending);
    for (const [index, ownerId] of ids.entries()) {
      const held = await sandbox.listResources({ kind: 'tag', ownerId });
      expect(held.some(({ name }) => name === 'a2p-ok')).toBe(index !== 2);
    }
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Drift' }).click();
    await checkAll();
    await cause('1 account: tag a2p-ok is missing').waitFor(ending);
    await cause('1 account: tag a2p-ok is missing').getByRole('button', { name: 'Fix it' }).click();
    await heading('PLANNED').waitFor(ending);
    await page.getByRole('button', { name: 'Approve and start' }).click();
    await heading('SUCCESS').waitFor(ending);
    await expect.poll(() => focusOf(page)).toBe('main');
  });

  test('what accounts hold is accepted into a new version, which is shown beside the old', patience, async () => {
    await page.goto('/drift');
    await checkAll();
    await cause('value of custom value Hours').getByRole('button', { name: 'Accept…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('8 to 4').waitFor();
    expect(await violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Save a new version' }).click();
    await dialog.getByText('Offices v2 is saved').waitFor();
    await dialog.getByText(/what 2 accounts hold/).waitFor();
    await dialog.getByRole('link', { name: 'See what changed' }).click();
    await page.getByRole('heading', { name: 'Compare versions' }).waitFor();
    await page.getByRole('main').getByText('8 to 4').first().waitFor();
  });

  test('how often accounts are checked is for an admin to say', patience, async () => {
    await page.goto('/drift');
    await page.getByLabel('Check', { exact: true }).selectOption({ label: 'every 6 hours' });
    await expect.poll(async () => (await member.trpc.drift.get.query()).everyHours, ending).toBe(6);
    const viewer = await journey.openAsViewer('/drift');
    await viewer.getByText('Checked every 6 hours').waitFor();
    const button = viewer.getByRole('button', { name: 'Check all now' });
    await expect.poll(() => button.getAttribute('aria-description')).toMatch(/Viewers may not/);
    expect(await violationsOf(viewer)).toEqual([]);
    await viewer.context().close();
  });

  test('an account that cannot be read is listed with the reason', patience, async () => {
    const path = `/locations/${ids[0]}/tags`;
    await sandbox.addFault({ method: 'GET', path, mode: 'status', status: 500, count: 50 });
    await page.getByRole('button', { name: 'Check all now' }).click();
    const failed = page.getByRole('region', { name: 'Checks that failed' });
    await failed.getByText('Office A').waitFor(ending);
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await sandbox.clearFaults();
  });

  test('a drift that is gone says so, and no page met a fault', patience, async () => {
    await page.goto('/drift/nothing');
    await page.getByText('No account differs in this way any more').waitFor();
    expect(journey.complaints).toEqual([]);
  });
});
