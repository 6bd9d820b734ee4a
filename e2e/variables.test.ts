import { fixtures } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFitElsewhere, keepAnswers, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** Values for the agency, a group and an account, to a plan that holds them; then templates. Each test goes on where the one before ended. */

const { dental, gym } = fixtures.locations;
const patience = { timeout: 180_000 };
const secret = 'sk-live-77aa10';

const clinic = `groundwork: 1
name: Clinic texts
variables:
  support_email: { type: string, description: Whom patients write to }
  tone: { type: string }
  services: { type: list }
  days_ahead: { type: number, default: 14 }
  sms_key: { type: string, secret: true }
resources:
  customValue:
    support: { name: Support, value: '\${var.support_email} (\${var.tone})' }
    days: { name: Days ahead, value: 'Up to \${var.days_ahead} days' }
    sms: { name: SMS key, value: 'Key \${var.sms_key}' }
  tag:
    service: { forEach: '\${var.services}', name: '\${each.key}' }
`;

describe.runIf(chromiumPath)('variables and templates in the browser', () => {
  let journey: Journey;
  let page: Page;
  let answers: Promise<string>[];

  beforeAll(async () => {
    journey = await openJourney(/status of (400|401|404|409|422)/);
    ({ page } = journey);
    answers = keepAnswers(page);
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  const tab = (name: string) => page.getByRole('tab', { name });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** A line for a value that is not there yet. */
  async function addValue(name: string, value: string, type?: string): Promise<void> {
    await button('Add a value').click();
    await page
      .getByRole('combobox', { name: 'Name' })
      .or(page.getByRole('textbox', { name: 'Name' }))
      .last()
      .fill(name);
    if (type) await page.getByRole('combobox', { name: `Type of ${name}` }).selectOption({ label: type });
    await page.getByLabel(`Value of ${name}`).fill(value);
  }
  const saved = (count: string) => page.getByRole('status').getByText(`Saved ${count}`).waitFor();

  test('keeps values for all accounts, of every type, secrets too, by keyboard', patience, async () => {
    await signInThere(page, '/variables');
    await page.getByText('No values yet').waitFor();
    expect(await violations()).toEqual([]);
    await addValue('support_email', 'agency@example.com');
    await addValue('services', 'Exam\nCleaning', 'List');
    await addValue('sms_key', secret);
    await page.getByRole('checkbox', { name: 'sms_key is secret' }).check();
    await addValue('days_ahead', 'many', 'Number');
    await page.keyboard.press('Enter');
    await page.getByText('Write a number.').waitFor();
    expect(await violations()).toEqual([]);
    await page.getByLabel('Value of days_ahead').fill('30');
    await page.keyboard.press('Enter');
    await saved('4 values');
    await expect.poll(() => page.getByLabel('Value of sms_key').inputValue()).toBe('');
    await expect.poll(() => page.getByLabel('Value of services').inputValue()).toBe('Exam\nCleaning');
    await expectFitElsewhere(page);
  });

  test('tells of a name that no blueprint can have, at its line', patience, async () => {
    await addValue('Front Desk', 'x');
    await button('Save values').click();
    await page.getByText(/is not a variable's name/).waitFor();
    await button('Discard changes').click();
    await expect.poll(() => page.getByText(/is not a variable's name/).count()).toBe(0);
  });

  test('asks before leaving with what is not saved', patience, async () => {
    await page.getByLabel('Value of days_ahead').fill('31');
    await tab('Groups').click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.getByLabel('Value of days_ahead').inputValue()).toBe('31');
    await tab('Groups').click();
    await dialog.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByText('No groups yet').waitFor();
    expect(await violations()).toEqual([]);
  });

  test('makes a group of accounts found by name, and gives it values', patience, async () => {
    await button('New group').click();
    const dialog = page.getByRole('dialog', { name: 'New group' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Dentists');
    await dialog.getByRole('searchbox').fill('harbor');
    await dialog.getByRole('checkbox', { name: new RegExp(dental.name) }).check();
    expect(await violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the group' }).click();
    await page.getByRole('heading', { name: 'Dentists', level: 2 }).waitFor();
    await addValue('tone', 'gentle');
    await button('Save values').click();
    await saved('1 value');
    await expectFitElsewhere(page);
    await button('Name and accounts').click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Dental clinics');
    await page.getByRole('dialog').getByRole('button', { name: 'Save group' }).click();
    await page.getByRole('heading', { name: 'Dental clinics', level: 2 }).waitFor();
  });

  test('keeps values of one blueprint on its page, whose variables it offers', patience, async () => {
    await page.goto('/blueprints/new');
    await editorOf(page).fill(clinic);
    await page.getByText(/^Valid: 4 resources, 5 variables/).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'Clinic texts', level: 1 }).waitFor();
    await tab('Values').click();
    await addValue('days_ahead', '60');
    await expect.poll(() => page.getByRole('combobox', { name: 'Type of days_ahead' }).inputValue()).toBe('number');
    await button('Save values').click();
    await saved('1 value');
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
  });

  test('imports a CSV but for its faulty line, and says what each line does before', patience, async () => {
    await page.goto('/variables?show=accounts');
    const download = page.waitForEvent('download');
    await button('Download CSV').click();
    expect((await download).suggestedFilename()).toBe('clinic-texts-values.csv');
    await page
      .getByRole('textbox', { name: 'Or paste it here' })
      .fill(
        `location,support_email,days_ahead\n${dental.id},+1 608 555 0100,\n${gym.id},gym@example.com,soon\nnobody,x,1\n`,
      );
    await page.getByText('1 line can be imported; 2 lines cannot, and are left out.').waitFor();
    const lines = page.getByRole('region', { name: 'What each line does' });
    await expect.poll(() => lines.locator('tr[data-line=faulty]').count()).toBe(2);
    await expect
      .poll(() => lines.locator('tr[data-line=good]').innerText())
      .toMatch(/2\s+Bright Harbor Dental\s+\+1 608 555 0100\s+stays/);
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await button('Import 1 line').click();
    await page.getByText('Imported values of 1 account', { exact: true }).first().waitFor();
    await expect.poll(() => page.getByRole('main').innerText()).toMatch(/Line 3: .*days_ahead/);
  });

  test('the narrowest place wins in a plan, and no secret is shown', patience, async () => {
    await page.goto('/blueprints');
    await page.getByRole('link', { name: /Clinic texts/ }).click();
    await page.getByRole('link', { name: 'Provision with this' }).click();
    await page.getByRole('link', { name: new RegExp(dental.name) }).click();
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.waitForURL('**/plans/*');
    const changes = page.getByRole('region', { name: 'Changes' });
    await changes.waitFor();
    await button('Open or close all').click();
    const text = () => page.getByRole('main').textContent();
    await expect.poll(text).toContain('+1 608 555 0100 (gentle)');
    await expect.poll(text).toContain('Up to 60 days');
    await expect.poll(text).toContain('cleaning');
    expect(await text()).not.toContain(secret);
  });

  test('formats the text of a blueprint, so that the browser can undo it', patience, async () => {
    await page.goto('/blueprints/new');
    const editor = editorOf(page);
    const untidy = "name:   'Untidy'\ngroundwork: 1\nresources:\n    tag:\n        vip: {name: vip}   # ours\n";
    await editor.fill(untidy);
    await page.getByText(/^Valid: 1 resource/).waitFor();
    await button('Format').click();
    await expect.poll(() => editor.text()).toMatch(/^groundwork: 1\nname: Untidy\n/);
    await expect.poll(() => editor.text()).toContain('# ours');
    await page.keyboard.press('Control+z');
    await expect.poll(() => editor.text()).toBe(untidy);
    await editor.fill('groundwork: 1\nname: [');
    await page.getByText(/faults? to correct/).waitFor();
    await expect.poll(() => button('Format').getAttribute('aria-description')).toMatch(/Correct the faults first/);
    await button('Discard changes').click();
  });

  test('a version becomes a template, and a new blueprint starts from it', patience, async () => {
    await page.goto('/blueprints');
    await page.getByRole('link', { name: /Clinic texts/ }).click();
    await button('Save as template').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Clinic start');
    await dialog.getByRole('textbox', { name: 'What it is for' }).fill('Texts that every clinic needs');
    expect(await violations()).toEqual([]);
    await dialog.getByRole('button', { name: 'Save template' }).click();
    await page.getByRole('link', { name: 'Look at it' }).click();
    await page.getByRole('heading', { name: 'Clinic start', level: 1 }).waitFor();
    await page.getByText('your agency’s template').waitFor();
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await page.getByRole('link', { name: 'Start from it: Clinic start' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('North clinic');
    await page.getByText(/^Valid: /).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'North clinic', level: 1 }).waitFor();
  });

  test('templates stand on a shelf of their own, and can be removed', patience, async () => {
    await page.goto('/blueprints');
    const shelf = page.getByRole('list', { name: 'Your templates' });
    await shelf.getByText('Texts that every clinic needs').waitFor();
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await shelf.getByRole('button', { name: 'Remove the template Clinic start' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the template' }).click();
    await expect.poll(() => shelf.count()).toBe(0);
  });

  test('a group is removed after a question, and its accounts stay', patience, async () => {
    await page.goto('/variables?show=groups');
    await button('Remove…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the group' }).click();
    await page.getByText('No groups yet').waitFor();
    await page.goto('/accounts');
    await expect.poll(() => page.getByText(dental.name).count()).toBeGreaterThan(0);
    await expect.poll(() => page.getByText('Dental clinics').count()).toBe(0);
  });

  test('a viewer reads the values and is told why not to change them', patience, async () => {
    const viewer = await journey.openAsViewer('/variables');
    await viewer.getByText('agency@example.com').waitFor();
    await viewer.getByText(/Viewers may not do this/).waitFor();
    await expect.poll(() => viewer.getByRole('main').innerText()).toMatch(/sms_key\s+secret, not shown/);
    expect(await violationsOf(viewer)).toEqual([]);
    await viewer.context().close();
  });

  test('no answer to the browser held the secret, and the pages met no fault', async () => {
    const texts = await Promise.all(answers);
    expect(texts.some((text) => text.includes('sms_key'))).toBe(true);
    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    expect(journey.complaints).toEqual([]);
  });
});
