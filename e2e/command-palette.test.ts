import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../scripts/sign-in.ts';
import { expectFitElsewhere, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** The command palette with the keyboard alone, in a real browser. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };
const source = 'groundwork: 1\nname: Studio\nresources:\n  tag:\n    vip: { name: vip }\n';

describe.runIf(chromiumPath)('the command palette', () => {
  let journey: Journey;
  let page: Page;
  let blueprintId: string;

  beforeAll(async () => {
    journey = await openJourney(/status of (401|404)/);
    ({ page } = journey);
    await signInThere(page, '/accounts');
    await page.getByRole('heading', { name: 'Accounts' }).waitFor();
    const member = await signIn(journey.instance.url);
    ({ blueprintId } = await member.trpc.blueprints.save.mutate({ source }));
  }, 180_000);
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const palette = () => page.getByRole('dialog', { name: 'Search or do' });
  const input = () => palette().getByRole('combobox');
  const options = () => palette().getByRole('option');
  const chosen = () => palette().locator('[role=option][data-highlighted]').innerText();
  const focused = () =>
    page.evaluate('document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.id');
  const open = async () => {
    await page.keyboard.press('Control+k');
    await input().waitFor();
    await expect.poll(() => input().evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  };
  const goToMarisol = async () => {
    await open();
    await page.keyboard.type('marisol');
    await expect.poll(chosen).toContain('Casa Marisol');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Casa Marisol' }).waitFor();
    await expect.poll(() => palette().count()).toBe(0);
  };

  test('its key opens it anywhere, with what can be done; Escape brings the focus back', patience, async () => {
    await page.keyboard.press('/');
    const before = await focused();
    await open();
    await palette().getByRole('option', { name: 'New rollout' }).waitFor();
    await expect.poll(chosen).toContain('New blueprint');
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
    await page.keyboard.press('Escape');
    await expect.poll(() => palette().count()).toBe(0);
    await expect.poll(focused).toBe(before);
  });

  test('an account is found by a part of its name, and its page has the focus', patience, async () => {
    await goToMarisol();
    await expect.poll(focused).toBe('main');
  });

  test('what was chosen last is offered first; arrows choose among the rest', patience, async () => {
    await open();
    await expect.poll(chosen).toContain('Casa Marisol');
    await expect.poll(() => palette().getByRole('option', { name: 'Copy account id' }).count()).toBe(1);
    await page.keyboard.type('rollout');
    await expect.poll(chosen).toContain('New rollout');
    await page.keyboard.press('ArrowDown');
    await expect.poll(chosen).toMatch(/^Rollouts/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/rollouts$/);
  });

  test('a page that is there at once has the focus at its top too', patience, async () => {
    await goToMarisol();
    await expect.poll(focused).toBe('main');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate('document.activeElement?.closest("main") !== null')).toBe(true);
  });

  test('a blueprint is found by its id, and nothing by what nothing is called', patience, async () => {
    await open();
    await page.keyboard.type('zzz nothing');
    await palette().getByText('Nothing matches “zzz nothing”.').waitFor();
    await expect.poll(() => options().count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await input().fill(blueprintId);
    await expect.poll(chosen).toContain('Studio');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Studio' }).waitFor();
  });

  test('it switches the theme where one is', patience, async () => {
    await open();
    await page.keyboard.type('theme dark');
    await expect.poll(chosen).toContain('Theme: dark');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await expect.poll(() => palette().count()).toBe(0);
    await open();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.type('theme system');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe(undefined);
  });

  test('it does what takes a while, and shows what came of it', patience, async () => {
    await open();
    await page.keyboard.type('check drift');
    await expect.poll(chosen).toContain('Check drift now');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/drift$/);
    await expect.poll(() => palette().count()).toBe(0);
  });

  test('a viewer is offered only what a viewer may do', patience, async () => {
    const viewer = await journey.openAsViewer('/accounts');
    await viewer.getByRole('button', { name: /^Search or do/ }).click();
    const dialog = viewer.getByRole('dialog', { name: 'Search or do' });
    await dialog.getByRole('option', { name: 'Sign out' }).waitFor();
    for (const name of ['New blueprint', 'New rollout', 'Sync accounts', 'Check drift now'])
      await expect.poll(() => dialog.getByRole('option', { name }).count()).toBe(0);
    await viewer.context().close();
  });

  test('it signs out, and no page met a fault', patience, async () => {
    await open();
    await page.keyboard.type('sign out');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sign-in/);
    expect(journey.complaints).toEqual([]);
  });
});
