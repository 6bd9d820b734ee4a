import { fixtures } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../scripts/sign-in.ts';
import { focusOf, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** Blueprints with a past, and people who are let in and shown out, in a real browser. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };
const expected = /status of (401|404|409)/;

describe.runIf(chromiumPath)('versions and members in the browser', () => {
  let journey: Journey;
  let page: Page;
  let guest: Page;
  let link: string;

  beforeAll(async () => {
    journey = await openJourney(expected);
    ({ page } = journey);
    guest = await journey.openPage({ expected, viewport: { width: 375, height: 780 } });
    await signInThere(page, '/blueprints');
    await page.waitForURL('**/blueprints');
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const history = () => page.getByRole('list', { name: 'Versions, newest first' });
  /** Once more where it came before the page was ready to hear it. */
  const escape = (role: 'menu' | 'dialog') =>
    expect
      .poll(async () => {
        await page.keyboard.press('Escape');
        return page.getByRole(role).count();
      })
      .toBe(0);

  test('looks inside a trade of the library before starting from it', patience, async () => {
    const shelf = page.getByRole('list', { name: 'Library' }).getByRole('listitem');
    await shelf.first().waitFor();
    await expect.poll(() => shelf.count()).toBe(4);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Look inside: Gym' }).click();
    await page.getByRole('tab', { name: /^Resources \d+$/ }).waitFor();
    await page.getByRole('button', { name: 'Open all' }).click();
    await page.getByText('Open hours').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use as is: Gym' }).click();
    await history().getByText('Version 1').waitFor();
  });

  test('writes a second version, reads the first again, and sees what changed between them', patience, async () => {
    await page.getByRole('link', { name: 'New version' }).click();
    const editor = editorOf(page);
    const source = await editor.text();
    await editor.fill(source.replace('  tag:\n', '  tag:\n    brand_new: { name: brand new }\n'));
    await page.getByText(/^Valid:/).waitFor();
    await page.keyboard.press('Control+s');
    await history().getByText('Version 2').waitFor();
    await history().getByRole('link', { name: 'Version 1', exact: true }).click();
    await page.getByText('This is version 1; the newest is version 2').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('version')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Compare with the newest' }).click();
    const resources = page.getByRole('region', { name: 'Resources' });
    await resources.getByText('tag.brand_new').waitFor();
    await expect.poll(() => resources.locator('[data-change]').count()).toBe(1);
    const texts = page.getByRole('group', { name: 'Text of the two versions' });
    await texts.getByRole('textbox', { name: 'Version 1' }).waitFor();
    const changed = texts.getByRole('textbox', { name: 'Version 2' }).locator('.cm-changedLine');
    await expect.poll(() => changed.allInnerTexts()).toEqual([expect.stringContaining('brand_new')]);
    await expect
      .poll(() => texts.getByRole('textbox', { name: 'Version 1' }).locator('.cm-changedLine').count())
      .toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('takes an old version to an account, and brings it back as the newest', patience, async () => {
    await page.goBack();
    await page.getByRole('link', { name: 'Provision with version 1' }).click();
    await page.getByRole('list', { name: 'Accounts to choose from' }).getByRole('link').first().click();
    await page.getByText('v1, chosen from its history').waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole('button', { name: 'Restore this version' }).click();
    await history().getByText('Version 3').waitFor();
    await page.getByRole('link', { name: 'Compare version 1 with version 3' }).click();
    await page.getByText('No difference').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('invites somebody by a link that is shown once', patience, async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Members' }).click();
    await page.getByRole('button', { name: 'Invite a member' }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByText('Write the name').first().waitFor();
    await expect.poll(() => focusOf(page)).toBe('Name');
    await page.getByLabel('Name', { exact: true }).fill('Ana Lopez');
    await page.getByLabel('E-mail').fill('ana@example.com');
    await page.getByRole('radio', { name: 'Viewer' }).check();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make the link' }).click();
    link = await page.getByLabel('Link for Ana Lopez').inputValue();
    await expect.poll(() => focusOf(page)).toBe('Link for Ana Lopez');
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    await page.getByText('Copy the link first, or close this with Done.').waitFor();
    await expect.poll(() => page.getByLabel('Link for Ana Lopez').inputValue()).toBe(link);
    await expect.poll(() => focusOf(page)).toBe('Link for Ana Lopez');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('list', { name: 'Invitations' }).getByText('Open').waitFor();
    await expect.poll(() => focusOf(page)).toBe('Invite a member');
    await expect.poll(() => page.content()).not.toContain(new URL(link).hash.slice(1));
  });

  test('joins by the link; it works once, and leaves the address bar', patience, async () => {
    await guest.goto(link);
    await guest.getByRole('heading', { name: 'Join Northlake Growth Partners' }).waitFor();
    await guest.getByText('Viewer', { exact: true }).waitFor();
    expect(await violationsOf(guest)).toEqual([]);
    await guest.getByRole('button', { name: /^Join/ }).click();
    await guest.waitForURL('**/accounts');
    const late = await journey.openPage({ expected });
    await late.goto(link);
    await late.getByText('This link was used already').waitFor();
    await late.waitForURL((address) => address.hash === '');
    expect(await violationsOf(late)).toEqual([]);
    await late.context().close();
  });

  test('a viewer reads the members, and is told why nothing can be changed', patience, async () => {
    await guest.goto('/settings/members');
    await guest.getByText('You can look, not change').waitFor();
    await expect.poll(() => guest.getByRole('combobox').count()).toBe(0);
    // On a phone, where not all links have room.
    const here = guest.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' });
    await expect
      .poll(() =>
        here.evaluate((link) => link.getBoundingClientRect().right <= link.ownerDocument.documentElement.clientWidth),
      )
      .toBe(true);
    await expect
      .poll(() => guest.getByRole('button', { name: 'Invite a member' }).getAttribute('aria-disabled'))
      .toBe('true');
    expect(await violationsOf(guest)).toEqual([]);
  });

  test('raises a member, hands the agency over by its typed name', patience, async () => {
    await signIn(journey.instance.url, { as: fixtures.users.secondAdmin.id });
    await page.reload();
    const second = fixtures.users.secondAdmin;
    const name = `${second.firstName} ${second.lastName}`;
    const role = page.getByRole('combobox', { name: 'Role of Ana Lopez' });
    await role.focus();
    // The first choice is still on its way when it is thought better of.
    const { promise: chosen, resolve: send } = Promise.withResolvers<void>();
    let sent = 0;
    await page.route(/members\.setRole/, async (route) => {
      sent++;
      await chosen;
      await route.continue();
    });
    await role.selectOption('admin');
    await expect.poll(() => sent).toBe(1);
    await role.selectOption('operator');
    send();
    await page.getByText('Ana Lopez is Operator now').waitFor({ state: 'attached' });
    await expect.poll(() => focusOf(page)).toBe('Role of Ana Lopez');
    await page.getByRole('button', { name: `More for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Make owner' }).click();
    const handOver = page.getByRole('button', { name: 'Hand the agency over' });
    await expect.poll(() => handOver.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel(/to confirm/).fill('Northlake Growth Partners');
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: `Role of ${name}` }).waitFor({ state: 'detached' });
    const mine = page.getByRole('listitem').filter({ hasText: 'You' });
    await mine.getByText('Admin', { exact: true }).waitFor();
  });

  test('a removed member is shown out at once', patience, async () => {
    await guest.goto('/settings/profile');
    await guest.getByText('When this session ends').waitFor();
    expect(await violationsOf(guest)).toEqual([]);
    await page.getByRole('button', { name: 'More for Ana Lopez' }).click();
    await expect.poll(() => focusOf(page)).toMatch(/Remove from the agency$/);
    await escape('menu');
    await expect.poll(() => focusOf(page)).toBe('More for Ana Lopez');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Remove from the agency' }).click();
    await expect.poll(() => focusOf(page)).toBe('Cancel');
    await escape('dialog');
    await expect.poll(() => focusOf(page)).toBe('More for Ana Lopez');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Remove from the agency' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    // Her row is gone, and so is what asked: the row beside it has the focus.
    const row = page.getByRole('list', { name: 'Members' }).locator('> li:focus');
    await expect.poll(() => row.count()).toBe(1);
    await guest.waitForURL('**/sign-in?**');
  });

  test('changes the own name, and ends another session', patience, async () => {
    const { trpc } = await signIn(journey.instance.url);
    await page.goto('/settings/profile');
    await page.getByLabel('Name').fill('Priya R.');
    await page.getByRole('button', { name: 'Save name' }).click();
    await page.getByRole('button', { name: /Priya R\..*account menu/ }).waitFor();
    const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
    await sessions.nth(1).waitFor();
    await page.getByRole('button', { name: 'Sign out all others' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click();
    // Behind an open dialog no list is there for roles.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await sessions.nth(1).waitFor({ state: 'detached' });
    await expect.poll(() => focusOf(page)).not.toBe('nowhere');
    await expect(trpc.session.me.query()).rejects.toThrow(/[Ss]ign in/);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('met no fault of the pages on the way', () => {
    expect(journey.complaints).toEqual([]);
  });
});
