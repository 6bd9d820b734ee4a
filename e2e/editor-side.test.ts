import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../scripts/sign-in.ts';
import { expectFitElsewhere, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { type EditorHand, editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** What stands beside a blueprint's text, and two versions side by side, in a real browser. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };

const first = `# For every clinic.
groundwork: 1
name: Beside
variables:
  phone: { type: string, description: Front desk } # with area code
  visits: { type: list, default: [exam] }
resources:
  tag:
    visit: { forEach: "\${var.visits}", name: "visit \${each.key}" }
  customValue:
    phone: { name: Phone, value: "\${var.phone}" }
    greeting: { name: Greeting, value: "Call \${var.phone}" }
`;
const second = first.replace('  tag:\n', '  tag:\n    vip: { name: vip }\n').replace('Call ', 'Ring ');

describe.runIf(chromiumPath)('beside the editor', () => {
  let journey: Journey;
  let page: Page;
  let editor: EditorHand;
  let blueprintId: string;

  beforeAll(async () => {
    journey = await openJourney();
    ({ page } = journey);
    editor = editorOf(page);
    const { trpc } = await signIn(journey.instance.url);
    ({ blueprintId } = await trpc.blueprints.save.mutate({ source: first }));
    await trpc.blueprints.save.mutate({ source: second });
    await signInThere(page, `/blueprints/${blueprintId}?edit=true`);
    await page.waitForURL('**/blueprints/**');
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const variables = () => page.getByRole('list', { name: 'Variables of the text' });
  const form = (name: string) => page.getByRole('form', { name });
  const undo = async () => {
    await editor.locator.focus();
    await page.keyboard.press('ControlOrMeta+z');
  };

  test('lists the variables of the text, and leads to where each is used', patience, async () => {
    await editor.locator.waitFor();
    await page.getByRole('tab', { name: 'Assistant' }).focus();
    await page.keyboard.press('ArrowRight');
    const phone = variables().getByRole('listitem').filter({ hasText: 'Front desk' });
    await phone.getByText('Used in 2 places').click();
    await phone.getByRole('button', { name: /^customValue\.greeting/ }).click();
    await page.keyboard.type('~');
    await expect.poll(() => editor.text()).toContain('value: "Ring ~"');
    await undo();
    expect(await editor.text()).toBe(second);
    await expect.poll(() => violationsOf(page)).toEqual([]);
  });

  test('adds a variable by keyboard, on a line of its own, and undo takes it back', patience, async () => {
    await page.getByRole('button', { name: 'Add a variable' }).focus();
    await page.keyboard.press('Enter');
    await form('New variable').waitFor();
    await page.keyboard.type('minutes');
    await form('New variable').getByLabel('Type').selectOption('number');
    await form('New variable').getByLabel('Has a default').check();
    await form('New variable').getByRole('textbox', { name: 'Default' }).fill('many');
    await page.keyboard.press('Enter');
    await form('New variable').getByText('Write the default as a number').waitFor();
    await expect.poll(() => violationsOf(page)).toEqual([]);
    await form('New variable').getByRole('textbox', { name: 'Default' }).fill('30');
    await page.keyboard.press('Enter');
    await variables().getByText('number, else 30').waitFor();
    expect(await editor.text()).toBe(
      second.replace('resources:', '  minutes: { type: number, default: 30 }\nresources:'),
    );
    await undo();
    await variables().getByText('number, else 30').waitFor({ state: 'detached' });
    expect(await editor.text()).toBe(second);
  });

  test('renames a variable with its references, and refuses what cannot be', patience, async () => {
    await page.getByRole('button', { name: 'Edit phone' }).click();
    const name = form('Variable phone').getByLabel('Name');
    await name.fill('visits');
    await page.keyboard.press('Enter');
    await form('Variable phone').getByRole('alert').getByText('There is a variable "visits" already').waitFor();
    await expect.poll(() => violationsOf(page)).toEqual([]);
    await name.fill('desk_phone');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit desk_phone' }).waitFor();
    expect(await editor.text()).toBe(
      second.replace('  phone: { type', '  desk_phone: { type').replaceAll('${var.phone}', '${var.desk_phone}'),
    );
    await page.getByText(/^Valid:/).waitFor();
  });

  test('warns before it removes what is used, and declares it again', patience, async () => {
    await page.getByRole('button', { name: 'Remove desk_phone' }).click();
    await page.getByRole('dialog').getByText('It is used in 2 places').waitFor();
    await page.getByRole('button', { name: 'Remove from the text' }).click();
    await page.getByText('2 faults to correct').waitFor();
    await page.getByRole('button', { name: 'Declare desk_phone' }).click();
    await page.getByRole('button', { name: 'Declare it', exact: true }).click();
    await page.getByText(/^Valid:/).waitFor();
    expect(await editor.text()).toContain('default: [exam] }\n  desk_phone: { type: string }\nresources:');
    await expectFitElsewhere(page);
  });

  test('shows a version against the text, and takes one change of it', patience, async () => {
    const takes = page.getByRole('button', { name: 'Take this change' });
    await editor.fill(second);
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Compare the text with version 2' }).click();
    await page.getByText('The text is that of version 2.').waitFor();
    await page.getByRole('button', { name: 'Compare the text with version 1' }).click();
    await takes.nth(1).waitFor();
    await expect.poll(() => violationsOf(page)).toEqual([]);
    await takes.first().click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => editor.text()).toBe(second.replace('    vip: { name: vip }\n', ''));
  });

  test('takes the whole text of a version, and undo brings the own one back', patience, async () => {
    await page.getByRole('button', { name: 'Take its text: version 1' }).click();
    await expect.poll(() => editor.text()).toBe(first);
    await undo();
    expect(await editor.text()).toBe(second.replace('    vip: { name: vip }\n', ''));
    await expect.poll(() => violationsOf(page)).toEqual([]);
  });

  test('a new blueprint has the form, and no history', patience, async () => {
    await page.goto('/blueprints/new');
    await page.getByRole('tab', { name: 'Variables' }).click();
    await page.getByRole('button', { name: 'Add a variable' }).waitFor();
    await expect.poll(() => page.getByRole('tab', { name: 'History' }).count()).toBe(0);
  });

  test('puts two versions side by side, and goes from change to change by key', patience, async () => {
    await page.goto(`/blueprints/${blueprintId}/compare`);
    const texts = page.getByRole('group', { name: 'Text of the two versions' });
    const newer = texts.getByRole('textbox', { name: 'Version 2' });
    await texts.getByText('2 changes, +2 lines −1 line').waitFor();
    await newer.focus();
    await page.keyboard.press('F7');
    await texts.getByText('at 1').waitFor();
    await page.keyboard.press('Shift+F7');
    await page.getByText('Change 2 of 2: line 12 of Version 1, line 13 of Version 2').waitFor({ state: 'attached' });
    await expect.poll(() => newer.locator('.cm-activeLine').innerText()).toContain('Ring');
    await newer.press('x');
    await expect.poll(() => newer.innerText()).not.toContain('x vip');
    await texts.getByText('unchanged lines').first().waitFor();
    await texts.getByRole('button', { name: 'All lines' }).click();
    await texts.getByText('unchanged lines').first().waitFor({ state: 'detached' });
    await expect.poll(() => violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
  });

  test('met no fault of the pages on the way', () => {
    expect(journey.complaints).toEqual([]);
  });
});
