import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { type EditorHand, editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** Text that is not saved is not left by accident. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };
const text = 'groundwork: 1\nname: Unsaved\nresources: { tag: { a: { name: a } } }\n';

describe.runIf(chromiumPath)('a blueprint text that is not saved', () => {
  let journey: Journey;
  let page: Page;
  let editor: EditorHand;

  beforeAll(async () => {
    journey = await openJourney();
    ({ page } = journey);
    editor = editorOf(page);
    await signInThere(page, '/blueprints');
    await page.getByRole('link', { name: 'New blueprint' }).click();
    await editor.locator.waitFor();
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const question = () => page.getByRole('dialog', { name: 'Leave without saving?' });
  const goTo = (name: string) =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
  /** Closes the tab as a person would, and says whether the browser asks. Who is asked stays. */
  const askedOnClose = async () => {
    const asked = page.waitForEvent('dialog').then(async (dialog) => {
      await dialog.dismiss();
      return dialog.type();
    });
    await page.close({ runBeforeUnload: true });
    return await asked.catch(() => 'nothing');
  };

  test('is asked for before the page is left, and is there when its writer stays', patience, async () => {
    await editor.fill(text);
    await goTo('Jobs');
    await question().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => question().count()).toBe(0);
    await expect.poll(() => editor.text()).toBe(text);
    await page.waitForURL('**/blueprints/new');
  });

  test('is asked for on the way back too', patience, async () => {
    await page.goBack();
    await question().waitFor();
    await question().getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.url()).toMatch(/\/blueprints\/new$/);
  });

  test('is a draft of the tab once it is left, and comes back with its page', patience, async () => {
    await goTo('Jobs');
    await question().getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL('**/jobs');
    await page.goBack();
    await expect.poll(() => editor.text()).toBe(text);
  });

  test('is asked for by the browser when the tab is closed', patience, async () => {
    expect(await askedOnClose()).toBe('beforeunload');
  });

  test('holds nobody back once it is saved', patience, async () => {
    await editor.locator.focus();
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'Unsaved', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'New version' }).click();
    await editor.locator.waitFor();
    await goTo('Jobs');
    await page.waitForURL('**/jobs');
    expect(await question().count()).toBe(0);
  });

  test('asks about the next version too, when it is cancelled', patience, async () => {
    await page.goBack();
    await editor.fill(text.replace('name: a ', 'name: b '));
    await page.getByRole('link', { name: 'Cancel' }).click();
    await question().getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('link', { name: 'New version' }).waitFor();
    expect(journey.complaints).toEqual([]);
  });
});
