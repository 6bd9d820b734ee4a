import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFitElsewhere, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { type EditorHand, editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** The editor of a blueprint by keyboard: what it knows, what it marks, and how a proposal is decided. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };

const clinic = `groundwork: 1
name: Editor clinic
variables:
  phone: { type: string, description: The number people call }
resources:
  tag:
    first: { name: first }
  customField:
    insurer: { name: Insurer, dataType: TEXT }
  customValue:
    phone: { name: Phone, value: "\${var.phone}" }
`;

/** Two changes that lie apart. */
const edited = clinic.replace('name: first', 'name: the first').replace('name: Phone', 'name: Our phone');

describe.runIf(chromiumPath)('the blueprint editor', () => {
  let journey: Journey;
  let page: Page;
  let editor: EditorHand;

  beforeAll(async () => {
    journey = await openJourney();
    ({ page } = journey);
    editor = editorOf(page);
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  const options = () => page.getByRole('listbox', { name: 'Completions' }).getByRole('option');
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const review = () => page.getByRole('region', { name: 'Proposal' });

  test('its styles pass the policy by a nonce that each page has anew; scripts have none', async () => {
    const pages = await Promise.all(['/', '/blueprints/new'].map((path) => fetch(journey.instance.url + path)));
    const nonces = pages.map(({ headers }) => {
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'self';/);
      expect(policy).not.toMatch(/unsafe|script-src/);
      return /style-src 'self' 'nonce-([\w+/=]{20,})'/.exec(policy)?.[1];
    });
    expect(new Set(nonces).size).toBe(2);
    const texts = await Promise.all(pages.map((answer) => answer.text()));
    for (const [index, nonce] of nonces.entries()) {
      expect(texts[index]).toContain(`<meta property="csp-nonce" nonce="${nonce}"`);
      expect(texts[index]).not.toMatch(/<script[^>]*nonce/);
    }
  });

  test('completes keys, a whole new resource, values and expressions', patience, async () => {
    await signInThere(page, '/blueprints/new');
    await editor.locator.waitFor();
    await editor.fill('groundwork: 1\nname: Editor clinic\nvariables:\n  phone: { type: string }\nresources:\n');
    await page.keyboard.press('ControlOrMeta+End');
    await editor.type('  customF');
    await options().filter({ hasText: 'customField' }).waitFor();
    expect(await violations()).toEqual([]);
    await editor.complete();
    await editor.type('insurer');
    await page.keyboard.press('Tab');
    await editor.type('Insurer');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+Space');
    await options().filter({ hasText: 'MONETORY' }).waitFor();
    await editor.type('LARGE');
    await options().filter({ hasText: 'LARGE_TEXT' }).waitFor();
    await editor.complete();
    await expect
      .poll(() => editor.text())
      .toContain('  customField:\n    insurer:\n      name: Insurer\n      dataType: LARGE_TEXT');
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('Enter');
    await editor.type('placeholder: ${');
    await expect.poll(() => options().allInnerTexts()).toEqual([expect.stringContaining('var.phone')]);
    await editor.complete();
    await expect.poll(() => editor.text()).toMatch(/ {6}placeholder: \$\{var\.phone\}$/);
  });

  test('is left with Tab, and takes no key that belongs to the page', patience, async () => {
    await editor.locator.focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate('document.activeElement.closest(".cm-editor") === null')).toBe(true);
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => page.evaluate('document.activeElement.closest(".cm-editor") !== null')).toBe(true);
  });

  test('underlines a fault where it is, says what it is, and leads there from the list', patience, async () => {
    await editor.fill(clinic.replace('dataType', 'dataTyp'));
    const mark = page.locator('.cm-lintRange-error', { hasText: 'dataTyp' });
    await mark.first().waitFor();
    await expect.poll(() => page.locator('.cm-lint-marker-error').count()).toBe(1);
    await button(/Line 9:31/).click();
    await expect.poll(() => page.evaluate('getSelection().toString()')).toBe('dataTyp');
    await page.keyboard.press('F8');
    await page.locator('.cm-tooltip .cm-diagnostic').first().waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await expectFitElsewhere(page);
  });

  test('says on hover what a key is for and what an expression stands for', patience, async () => {
    await editor.fill(clinic);
    await page.getByText(/^Valid: 3 resources/).waitFor();
    await page.locator('.cm-line', { hasText: 'insurer' }).getByText('dataType').hover();
    await page.locator('.cm-tooltip-hover').getByText('GHL cannot change it later.').waitFor();
    await page.locator('.cm-expression').first().hover();
    await page.locator('.cm-tooltip-hover').getByText('The number people call').waitFor();
    expect(await violations()).toEqual([]);
    await page.mouse.move(0, 0);
  });

  test('shows a character that nobody would see', patience, async () => {
    await editor.fill(clinic.replace('name: first', 'name: fi\u200Brst\u{E0041}'));
    await expect.poll(() => page.locator('.cm-specialChar').count()).toBe(2);
    expect(await violations()).toEqual([]);
    await editor.fill(clinic);
    await expect.poll(() => page.locator('.cm-specialChar').count()).toBe(0);
  });

  test('finds words, formats, and undoes', patience, async () => {
    await editor.locator.focus();
    await page.keyboard.press('ControlOrMeta+f');
    await page.getByRole('textbox', { name: 'Find' }).fill('Insurer');
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    const untidy = clinic.replace('{ name: first }', '{name:   first}');
    await editor.fill(untidy);
    await page.getByText(/^Valid: 3 resources/).waitFor();
    await page.keyboard.press('Shift+Alt+F');
    await expect.poll(() => editor.text()).toContain('{ name: first }');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => editor.text()).toBe(untidy);
  });

  test('keeps a draft over a reload, and saves by keyboard', patience, async () => {
    await editor.fill(clinic);
    await page.getByText(/^Valid: 3 resources/).waitFor();
    await page.reload();
    await expect.poll(() => editor.text()).toBe(clinic);
    await page.getByText(/^Valid: 3 resources/).waitFor();
    await page.keyboard.press('ControlOrMeta+s');
    await page.getByRole('heading', { name: 'Editor clinic', level: 1 }).waitFor();
  });

  test('shows another text as a diff, and takes one change of it and leaves the other', patience, async () => {
    await page.getByRole('link', { name: 'New version' }).click();
    await editor.fill(edited);
    await page.getByText(/^Valid: 3 resources/).waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await button('Compare the text with version 1').click();
    await review()
      .getByText(/Version 1, 2 changes/)
      .waitFor();
    await expect.poll(() => editor.locator.isVisible()).toBe(false);
    await expect.poll(() => button(/^Save as version 2/).getAttribute('aria-description')).toMatch(/Take or dismiss/);
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await page.keyboard.press('Escape');
    await button('Next change').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.dataset.decision')).toBe('take');
    await page.keyboard.press('Enter');
    await review()
      .getByText(/Version 1, 1 change$/)
      .waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.dataset.decision')).toBe('take');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await editor.locator.waitFor();
    await expect.poll(() => review().count()).toBe(0);
    await expect.poll(() => editor.text()).toBe(edited.replace('the first', 'first'));
  });

  test('undo brings back what was there before something was taken', patience, async () => {
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => editor.text()).toBe(edited);
  });

  test('takes a proposal in whole, or nothing of it', patience, async () => {
    await button('Compare the text with version 1').click();
    await button('Dismiss').click();
    await editor.locator.waitFor();
    await expect.poll(() => editor.text()).toBe(edited);
    await button('Compare the text with version 1').click();
    await button('Take all').click();
    await editor.locator.waitFor();
    await expect.poll(() => editor.text()).toBe(clinic);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => editor.text()).toBe(edited);
    expect(await violations()).toEqual([]);
  });

  test('met no fault of the pages on the way', () => {
    expect(journey.complaints).toEqual([]);
  });
});
