import { openOpenaiServer, type OpenaiServer } from '@groundwork/integrations/testing/openai';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../scripts/sign-in.ts';
import { assistantOf } from './assistant.ts';
import { suggests, writes } from './assistant-answers.ts';
import { signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** What a person does with proposals, and does meanwhile. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };
const frontDesk = `groundwork: 1
name: Front desk
resources:
  tag:
    vip: { name: vip } # asked for by the owner
`;
const recall = { kind: 'tag', address: 'recall', name: 'recall due' };
const guest = { kind: 'tag', address: 'guest', name: 'guest' };
const tag = (resource: object) => writes({ resources: [resource] }, { summary: 'One tag.' });

describe.runIf(chromiumPath)('proposals in the editor', () => {
  let provider: OpenaiServer;
  let journey: Journey;
  let page: Page;
  let blueprintId = '';

  beforeAll(async () => {
    provider = await openOpenaiServer();
    const env = { OPENAI_API_KEY: 'sk-test-journey', OPENAI_BASE_URL: provider.baseUrl };
    journey = await openJourney(/status of 401/, env);
    ({ page } = journey);
    const member = await signIn(journey.instance.url);
    ({ blueprintId } = await member.trpc.blueprints.save.mutate({ source: frontDesk }));
    await member.trpc.blueprints.save.mutate({ source: frontDesk.replace('name: vip', 'name: VIP') });
    await signInThere(page, `/blueprints/${blueprintId}?edit=true`);
    await editorOf(page).locator.waitFor();
  });
  afterAll(async () => {
    await journey?.end();
    await provider?.close();
  });

  stopAfterAFailure();

  const panel = () => assistantOf(page).panel;
  const answer = () => assistantOf(page).answer;
  const proposal = () => assistantOf(page).proposal;
  const send = (words: string) => assistantOf(page).send(words);
  const focused = () => page.evaluate('document.activeElement?.ariaLabel ?? document.activeElement?.textContent');

  test('who asks for more before anything is taken gets both', patience, async () => {
    provider.next(tag(recall), tag(guest));
    await send('A tag for recalls');
    await proposal().getByText('recall due').waitFor();
    await proposal().getByRole('button', { name: 'Take all' }).waitFor();
    await send('And one for guests');
    await proposal().getByText('guest', { exact: false }).first().waitFor();
    await proposal().getByRole('button', { name: 'Take all' }).click();
    await expect.poll(() => editorOf(page).text()).toMatch(/recall due[^]*guest/);
  });

  test('a change that is taken and undone leaves the text as it was, to the letter', patience, async () => {
    const before = await editorOf(page).text();
    provider.next(writes({ resources: [{ ...recall, name: 'recall' }] }, { summary: 'A shorter name.' }));
    await send('A shorter name for the recall tag');
    await proposal().getByRole('button', { name: 'Take this change' }).first().click();
    await proposal().waitFor({ state: 'detached' });
    await expect.poll(() => editorOf(page).text()).not.toBe(before);
    await editorOf(page).locator.press('ControlOrMeta+z');
    await expect.poll(() => editorOf(page).text()).toBe(before);
  });

  test('who wants to see a diff is led to it, with the keyboard and on a phone', patience, async () => {
    const hours = { kind: 'customValue', address: 'hours', name: 'Hours', value: 'Monday to Friday' };
    const change = { resources: [hours] };
    provider.next(suggests([{ title: 'Add hours', why: 'Clients ask.', reason: 'missing', addresses: [], change }]));
    await panel().getByRole('button', { name: 'Suggest improvements' }).click();
    await page.setViewportSize({ width: 360, height: 640 });
    await answer().getByRole('button', { name: 'Show as a diff: Add hours' }).press('Enter');
    await expect.poll(focused).toBe('Take this change');
    await expect.poll(() => page.evaluate('scrollY')).toBeLessThan(400);
    await answer().getByText('Shown in the editor').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    await proposal().getByRole('button', { name: 'Dismiss' }).click();
  });

  test('a version that is looked at while an answer is written stays in sight', patience, async () => {
    let isElsewhere = false;
    const text = tag({ ...guest, name: 'guest of the house' });
    provider.next({ fault: 'slow', firstMs: 0, betweenMs: 50, text, mayEnd: () => isElsewhere });
    await send('Name the guests better');
    await proposal().getByText('Being written').waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Compare the text with version 1' }).click();
    await proposal().getByText('Version 1').waitFor();
    isElsewhere = true;
    await page.getByRole('tab', { name: 'Assistant' }).click();
    await answer().getByText('One tag.').waitFor();
    await expect.poll(() => proposal().innerText()).toContain('Version 1');
    await answer().getByRole('button', { name: 'Show as a diff' }).click();
    await proposal().getByText('Name the guests better').waitFor();
    await proposal().getByRole('button', { name: 'Dismiss' }).click();
  });

  test('what is typed while the text is formatted is kept', patience, async () => {
    await editorOf(page).fill(frontDesk.replace('{ name: vip }', '{name:   vip}'));
    const asked = Promise.withResolvers<void>();
    const typed = Promise.withResolvers<void>();
    await page.route(/blueprints\.format/, async (route) => {
      asked.resolve();
      await typed.promise;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Format' }).click();
    await asked.promise;
    await page.keyboard.press('Escape');
    await editorOf(page).locator.press('ControlOrMeta+End');
    await editorOf(page).type('# mine');
    const answered = page.waitForResponse(/blueprints\.format/);
    typed.resolve();
    await answered;
    await page.getByText('The text was changed meanwhile. Format it again.').waitFor({ state: 'attached' });
    await expect.poll(() => editorOf(page).text()).toContain('# mine');
  });

  test('met no fault of the pages on the way', () => {
    expect(journey.complaints).toEqual([]);
  });
});
