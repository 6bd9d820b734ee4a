import { connect } from '@groundwork/db';
import { fixtures } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFitElsewhere, focusOf, keepAnswers, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** Keys of people and the sign-in of a tool, in a real browser; `fetch` is the tool. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };
const dental = fixtures.locations.dental.name;
const noPlan = '00000000-0000-4000-8000-000000000000';
const expected = /status of (400|401|404|409)/;

describe.runIf(chromiumPath)('API keys in the browser', () => {
  let journey: Journey;
  let page: Page;
  let answers: Promise<string>[];
  let secret: string;
  let toolKey: string;

  beforeAll(async () => {
    journey = await openJourney(expected);
    ({ page } = journey);
    await signInThere(page, '/settings/api-keys');
    await page.waitForURL('**/settings/api-keys');
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const keys = (at = page) => at.getByRole('list', { name: 'API keys' }).getByRole('listitem');
  const key = (name: string) => keys().filter({ hasText: name });
  const record = () => page.getByRole('list', { name: 'What was done, newest first' });
  const said = (text: string) => page.getByRole('paragraph').filter({ hasText: text });
  const makeKey = (at: Page) => at.getByRole('button', { name: 'Make the key' });
  const fill = (name: string, at = page) => at.getByLabel('Name', { exact: true }).fill(name);
  const secretOf = (name: string, at = page) => at.getByLabel(`Key ${name}`).inputValue();
  const stored = (at = page) => at.getByRole('button', { name: 'I have stored it' }).click();

  const call = (procedure: string, bearer: string) =>
    fetch(new URL(`/trpc/${procedure}`, journey.instance.url), { headers: { authorization: `Bearer ${bearer}` } });
  const post = async (path: string, body: object, bearer?: string): Promise<Record<string, string>> => {
    const answer = await fetch(new URL(path, journey.instance.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Record<string, string>;
  };
  const startDevice = (name: string) => post('/auth/device', { client_name: name });
  const wishForKey = (wish: { name: string; role: string; account_ids?: string[] }) =>
    post('/auth/device/key', { client_name: 'CLI on build-7', account_ids: null, expires_in_days: 30, ...wish });
  const askForKey = (device: Record<string, string>) =>
    post('/auth/device/token', { device_code: device['device_code'] ?? '' });

  test('says what a key is for while there is none', patience, async () => {
    await page.getByText('No keys yet').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
  });

  test('makes a key for chosen accounts, and shows it until it is stored', patience, async () => {
    await page.getByRole('button', { name: 'Make the first key' }).click();
    await makeKey(page).click();
    await said('Write what the key is for').waitFor();
    await fill('CI of the website');
    await page.getByRole('radio', { name: 'Chosen accounts' }).check();
    await makeKey(page).click();
    await said('Choose at least one account').waitFor();
    await page.getByLabel('Search accounts').fill(dental);
    const ticks = page.getByRole('group', { name: 'Accounts it is for' }).getByRole('checkbox');
    await expect.poll(() => ticks.count()).toBe(1);
    await ticks.first().check();
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
    await makeKey(page).click();
    secret = await secretOf('CI of the website');
    expect(secret).toMatch(/^gw_[\w-]{43}$/);
    await page.getByText(`export GROUNDWORK_API_KEY=${secret}`).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
    await page.keyboard.press('Escape');
    await page.getByText('Store the key first').waitFor();
    await expect.poll(() => secretOf('CI of the website')).toBe(secret);
  });

  test('forgets the key once it is stored: no page, store or later answer holds it', patience, async () => {
    answers = keepAnswers(page);
    await stored();
    await expect.poll(() => key('CI of the website').getByText(dental).count()).toBe(1);
    await expect.poll(() => page.content()).not.toContain(secret);
    await page.reload();
    await key('CI of the website').getByText('never used').waitFor();
    await record().getByText('Made the key').waitFor();
    expect(await page.content()).not.toContain(secret);
    const kept = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])';
    expect(await page.evaluate(kept)).not.toContain(secret);
    const texts = await Promise.all(answers);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.join('')).not.toContain(secret);
    expect(texts.join('')).toContain(secret.slice(0, 7));
  });

  test('the key opens its accounts and no other, until it is revoked', patience, async () => {
    const answer = await call('accounts.list', secret);
    expect(answer.status).toBe(200);
    const { result } = (await answer.json()) as { result: { data: { accounts: { name: string }[] } } };
    expect(result.data.accounts.map(({ name }) => name)).toEqual([dental]);
    await page.reload();
    await key('CI of the website').getByText('last used').waitFor();
    await page.getByRole('button', { name: 'Revoke CI of the website' }).click();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Revoke' }).click();
    await key('CI of the website').getByText('Revoked', { exact: true }).waitFor();
    await expect.poll(() => focusOf(page)).toMatch(/^CI of the website/);
    expect((await call('accounts.list', secret)).status).toBe(401);
    await record().getByText('Revoked the key').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
  });

  test('a viewer makes keys that only read, and sees no other’s', patience, async () => {
    const viewer = await journey.openAsViewer('/settings/api-keys');
    await viewer.getByText('No keys yet').waitFor();
    expect(await viewer.getByText('What was done').count()).toBe(0);
    await viewer.getByRole('button', { name: 'Make the first key' }).click();
    await expect.poll(() => viewer.getByRole('group', { name: 'Role' }).getByRole('radio').count()).toBe(1);
    await fill('Report', viewer);
    await makeKey(viewer).click();
    expect((await call('accounts.list', await secretOf('Report', viewer))).status).toBe(200);
    await stored(viewer);
    await expect.poll(() => keys(viewer).count()).toBe(1);
    await viewer.context().close();
  });

  test('an admin finds the keys of one member, or by the letters a key begins with', patience, async () => {
    await page.reload();
    await expect.poll(() => keys().count()).toBe(2);
    await page.getByLabel('Whose').selectOption({ label: 'Marcus Bell' });
    await expect.poll(() => keys().allInnerTexts()).toEqual([expect.stringContaining('Report')]);
    await page.getByLabel('Whose').selectOption('');
    await page.getByRole('searchbox').fill(secret.slice(0, 7));
    await expect.poll(() => keys().allInnerTexts()).toEqual([expect.stringContaining('CI of the website')]);
    await page.getByLabel('State').selectOption('active');
    await page.getByText('No key matches').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.poll(() => keys().count()).toBe(2);
  });

  test('who is not signed in comes back to the tool that asks, and approves it', patience, async () => {
    const device = await startDevice('groundwork CLI on build-7');
    const person = await journey.openPage({ expected });
    await signInThere(person, new URL(device['verification_uri_complete'] ?? '').href, /Marcus Bell/);
    await person.getByText('groundwork CLI on build-7').waitFor();
    await person.getByText(device['user_code'] ?? '', { exact: true }).waitFor();
    await person.getByText('Viewer', { exact: true }).waitFor();
    expect(await violationsOf(person)).toEqual([]);
    await expectFitElsewhere(person);
    expect((await askForKey(device))['error']).toBe('authorization_pending');
    await person.getByRole('button', { name: 'Approve' }).click();
    await person.getByText('Approved', { exact: true }).waitFor();
    await expect.poll(() => person.evaluate('document.activeElement?.textContent')).toBe('See your API keys');
    expect(await violationsOf(person)).toEqual([]);
    toolKey = (await askForKey(device))['access_token'] ?? '';
    expect((await call('session.me', toolKey)).status).toBe(200);
    await person.reload();
    await person.getByText('You approved this already').waitFor();
    await person.getByRole('link', { name: 'See your API keys' }).click();
    await keys(person).filter({ hasText: 'build-7' }).getByText('by signing a tool in').waitFor();
    expect(await person.content()).not.toContain(toolKey);
    await person.context().close();
  });

  test(
    'a code is typed by hand; one that is wrong is not asked for, and a denied tool gets nothing',
    patience,
    async () => {
      const device = await startDevice('Somebody else’s tool');
      const code = device['user_code'] ?? '';
      await page.goto('/device');
      await page.getByLabel('Code').fill('BCD');
      await page.getByRole('button', { name: 'Continue' }).click();
      await said('A code is eight letters').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await expectFitElsewhere(page);
      await page.getByLabel('Code').fill('AAAA AAAA');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('No tool shows the code AAAA-AAAA').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.getByLabel('Code').fill(code.toLowerCase().replace('-', ' '));
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('Somebody else’s tool').waitFor();
      await expect.poll(() => new URL(page.url()).searchParams.get('code')).toBe(code);
      await page.getByRole('button', { name: 'Deny' }).click();
      await page.getByText('Denied', { exact: true }).waitFor();
      expect((await askForKey(device))['error']).toBe('access_denied');
      await page.reload();
      await page.getByText('You denied this already').waitFor();
      await expectFitElsewhere(page);
    },
  );

  test('a code and a key whose time is over say so', patience, async () => {
    const device = await startDevice('Slow tool');
    await page.goto(device['verification_uri_complete'] ?? '');
    await page.getByText('Slow tool').waitFor();
    const db = connect(journey.instance.databaseUrl, { maxConnections: 1 });
    await db
      .updateTable('device_sign_ins')
      .set({ expires_at: new Date() })
      .where('client_name', '=', 'Slow tool')
      .execute();
    await db.updateTable('api_keys').set({ expires_at: new Date() }).where('name', '=', 'Report').execute();
    await db.destroy();
    await page.getByText('This code has expired').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'See your API keys' }).click();
    await key('Report').getByText('Expired', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Revoke Report' }).count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('the record goes back page by page, with what keys asked for and did not get', patience, async () => {
    const refused = Array.from({ length: 25 }, () => post('/trpc/jobs.start', { planId: noPlan }, toolKey));
    await Promise.all(refused);
    await page.goto('/settings/api-keys');
    await record().getByText('FORBIDDEN').first().waitFor();
    await expect.poll(() => record().getByRole('listitem').count()).toBe(20);
    await page.getByRole('button', { name: 'Show older entries' }).click();
    await record().getByText('Denied the sign-in of').waitFor();
    await record().getByText('Wrote a code that no tool shows').waitFor();
    await record().getByText('Approved the sign-in of').waitFor();
    await expect.poll(() => record().getByRole('listitem').filter({ hasText: 'jobs.start' }).count()).toBe(25);
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
  });

  test('a tool that wishes for a key shows word for word what it would get, and gets that', patience, async () => {
    const device = await wishForKey({ name: 'Nightly', role: 'operator', account_ids: [fixtures.locations.dental.id] });
    await page.goto(device['verification_uri_complete'] ?? '');
    await page.getByText('Nightly', { exact: true }).waitFor();
    await page.getByText('Operator', { exact: true }).waitFor();
    await page.getByText('Writes blueprints, plans and applies. It manages no people').waitFor();
    const accounts = page.getByRole('list', { name: 'Accounts it is for' }).getByRole('listitem');
    await expect.poll(() => accounts.allInnerTexts()).toEqual([dental]);
    await page.getByText('30 days from now').waitFor();
    await page.getByText('Whoever started it gets this key').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
    // A page of the release before shows none of it, and sends no terms: it cannot approve it.
    const old = { userCode: device['user_code'], approve: true };
    expect((await page.request.post('/trpc/apiKeys.decideDevice', { data: old })).status()).toBe(409);
    expect((await askForKey(device))['error']).toBe('authorization_pending');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('it shows the key Nightly within seconds').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    const given = (await askForKey(device))['access_token'] ?? '';
    const { result } = (await (await call('accounts.list', given)).json()) as {
      result: { data: { accounts: { name: string }[] } };
    };
    expect(result.data.accounts.map(({ name }) => name)).toEqual([dental]);
    await page.getByRole('link', { name: 'See your API keys' }).click();
    await key('Nightly').getByText('Operator').waitFor();
    await key('Nightly').getByText('made it from the CLI').waitFor();
    await record().getByText('Let a tool have the key').waitFor();
    expect(await page.content()).not.toContain(given);
  });

  test(
    'a wish that never ends, for all accounts, is told as such, and one who may not grant it can only deny',
    patience,
    async () => {
      const device = await post('/auth/device/key', {
        client_name: 'Helpful support',
        name: 'Backup',
        role: 'admin',
        account_ids: null,
        expires_in_days: null,
      });
      const viewer = await journey.openAsViewer(`/device?code=${device['user_code'] ?? ''}`);
      await viewer.getByText('also those that come later').waitFor();
      await viewer.getByText('it does not end by itself').waitFor();
      await viewer.getByText('Your role is viewer, so a key of yours cannot be admin').first().waitFor();
      const approve = viewer.getByRole('button', { name: 'Approve' });
      await expect.poll(() => approve.getAttribute('aria-disabled')).toBe('true');
      expect(await violationsOf(viewer)).toEqual([]);
      await expectFitElsewhere(viewer);
      // A press does nothing.
      await approve.click({ force: true });
      expect((await askForKey(device))['error']).toBe('authorization_pending');
      await viewer.getByRole('button', { name: 'Deny' }).click();
      await viewer.getByText('Denied', { exact: true }).waitFor();
      expect((await askForKey(device))['error']).toBe('access_denied');
      await viewer.context().close();
    },
  );

  test(
    'a code that somebody else decides meanwhile is none, and is not asked for again and again',
    patience,
    async () => {
      const device = await startDevice('Shared link');
      const userCode = device['user_code'] ?? '';
      const viewer = await journey.openAsViewer('/device');
      await viewer.getByLabel('Code').waitFor();
      const late = await journey.openPage({ expected: /status of (401|404)/ });
      await late.clock.install();
      await signInThere(late, `/device?code=${userCode}`);
      await late.getByText('Shared link').waitFor();
      const decided = await viewer.request.post('/trpc/apiKeys.decideDevice', { data: { userCode, approve: false } });
      expect(decided.status()).toBe(200);
      await late.clock.runFor(11_000);
      await late.getByText(`No tool shows the code ${userCode}`).waitFor();
      let asked = 0;
      late.on('request', (request) => (asked += Number(request.url().includes('apiKeys.device'))));
      await late.clock.runFor(60_000);
      expect(asked).toBe(0);
      await viewer.context().close();
      await late.context().close();
    },
  );

  test('who wrote ten wrong codes is told to wait, also before a right one', patience, async () => {
    const device = await startDevice('CLI on build-8');
    const guesser = await journey.openPage({ expected: /status of (401|404|429)/ });
    await signInThere(guesser, '/device', /Marcus Bell/);
    await guesser.getByLabel('Code').waitFor();
    const wrong = `/trpc/apiKeys.device?input=${encodeURIComponent('{"userCode":"BBBB-BBBB"}')}`;
    for (let guess = 0; guess < 10; guess++) expect((await guesser.request.get(wrong)).status()).toBe(404);
    await guesser.getByLabel('Code').fill(device['user_code'] ?? '');
    await guesser.getByRole('button', { name: 'Continue' }).click();
    await guesser.getByText('Too many codes were wrong. Wait ten minutes').waitFor();
    await expect.poll(() => guesser.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(await violationsOf(guesser)).toEqual([]);
    await expectFitElsewhere(guesser);
    expect((await askForKey(device))['error']).toBe('authorization_pending');
    await guesser.context().close();
  });

  test('no page had an error', () => {
    expect(journey.complaints).toEqual([]);
  });
});
