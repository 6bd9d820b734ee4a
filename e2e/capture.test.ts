import { fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFitElsewhere, keepAnswers, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** From an account that works to a blueprint for others; then what the language can say, to a finished job. Each test goes on where the one before ended. */

const { dental, accounting, gym } = fixtures.locations;
const patience = { timeout: 180_000 };
const secret = 'sk-live-4f81c2';
const deepClean = 'calendar.visit["Deep clean 50%"]';

const clinic = `groundwork: 1
name: Clinic by services
variables:
  services: { type: list, description: One calendar each }
  books_online: { type: boolean, default: true }
  sms_key: { type: string, secret: true, description: From the SMS provider }
resources:
  calendarGroup:
    visits: { name: Visits }
  calendar:
    visit:
      forEach: \${var.services}
      when: \${var.books_online}
      name: \${each.key} visit
      groupId: \${calendarGroup.visits.id}
  customValue:
    welcome: { name: Welcome text, value: Hello, lifecycle: { manage: seed } }
    sms_key: { name: SMS key, value: 'Key \${var.sms_key}', lifecycle: { preventDestroy: true } }
`;

describe.runIf(chromiumPath)('captures and the blueprint language in the browser', () => {
  let journey: Journey;
  let sandbox: SandboxControl;
  let page: Page;
  /** Everything Groundwork told the browser: answers, and news of the feed. */
  let answers: Promise<string>[];
  const news: string[] = [];

  beforeAll(async () => {
    journey = await openJourney(/status of (401|404|503)/);
    ({ sandbox, page } = journey);
    answers = keepAnswers(page);
    // As a browser without shared workers: the feed is then the page's own, and its wire can be listened to.
    await page.addInitScript('delete window.SharedWorker');
    const wire = await page.context().newCDPSession(page);
    await wire.send('Network.enable');
    wire.on('Network.eventSourceMessageReceived', ({ data }) => news.push(data));
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  const name = () => page.getByRole('textbox', { name: 'Name' });
  const editor = () => editorOf(page);
  const captureLink = ({ name: account }: { name: string }) =>
    page.getByRole('link', { name: `Capture ${account}`, exact: true });

  test('reads an account by keyboard, says what it does meanwhile, and leaving ends it', patience, async () => {
    await signInThere(page, '/accounts');
    await captureLink(dental).waitFor();
    expect(await violations()).toEqual([]);
    await sandbox.addFault({ method: 'GET', path: `/locations/${dental.id}/customFields`, mode: 'hang', count: 50 });
    await captureLink(dental).focus();
    await page.keyboard.press('Enter');
    await page.getByText(`Reading every object of ${dental.name}`).waitFor();
    await expect.poll(() => page.getByRole('main').innerText()).toMatch(/This changes nothing in the account/);
    expect(await violations()).toEqual([]);
    const ended = page.waitForEvent('requestfailed', (request) => request.url().includes('blueprints.capture'));
    await page.getByRole('link', { name: 'Cancel' }).click();
    await ended;
    await captureLink(dental).waitFor();
    await sandbox.clearFaults();
  });

  test(
    'says what it found, with the values of this account, what it left out and why, and asks for a name',
    patience,
    async () => {
      await captureLink(dental).click();
      const found = page.getByRole('complementary', { name: 'What was found' });
      await found.getByText(/\d+ custom fields/).waitFor();
      await expect.poll(() => page.evaluate('document.activeElement.value')).toBe(`Captured from ${dental.name}`);
      const facts = [
        /\d+ resources: .*pipeline/,
        /\d variables?/,
        /business_address\s+418 Harbor St/,
        /\d× The account holds another of the same name/,
      ];
      for (const fact of facts) await expect.poll(() => found.innerText()).toMatch(fact);
      await found.getByText(/another of the same name/).click();
      await expect.poll(() => found.getByRole('button', { name: /Copy GHL id/ }).count()).toBeGreaterThan(0);
      expect(await editor().text()).not.toContain('418 Harbor St');
      expect(await violations()).toEqual([]);
      await expectFitElsewhere(page);
    },
  );

  test('a draft that was edited comes back as it was left', patience, async () => {
    await name().fill('Dental: the start');
    await expect.poll(() => editor().text()).toContain('name: "Dental: the start"\n');
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await captureLink(dental).click();
    await page.getByText('You have edited this capture').waitFor();
    await expect.poll(() => name().inputValue()).toBe('Dental: the start');
    await page.reload();
    await page.getByText('You have edited this capture').waitFor();
    await expect.poll(() => page.getByText('business_address').count()).toBeGreaterThan(0);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Discard it and read again' }).click();
    await expect.poll(() => name().inputValue()).toBe(`Captured from ${dental.name}`);
    await name().fill('Dental start');
    await page.getByText(/^Valid: /).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'Dental start', level: 1 }).waitFor();
  });

  test(
    'planned for the account it was captured from, it begins with its values and changes nothing',
    patience,
    async () => {
      await page.getByRole('link', { name: 'Provision with this' }).click();
      await page.getByRole('link', { name: new RegExp(dental.name) }).click();
      await page.getByLabel(/business_address/).waitFor();
      await expect.poll(() => page.getByLabel(/business_address/).inputValue()).toBe('418 Harbor St');
      await page.getByRole('button', { name: 'Create plan' }).click();
      await page.waitForURL('**/plans/*');
      await page.locator('[data-action=create] dd').waitFor();
      for (const action of ['create', 'update', 'delete'])
        await expect.poll(() => page.locator(`[data-action=${action}] dd`).innerText()).toMatch(/0$/);
      await page.getByText(/^Nothing changes in .*: 18 objects taken over as they are/).waitFor();
      await expect.poll(() => page.locator('li[data-line=adopt]').count()).toBeGreaterThan(15);
      await expect.poll(() => page.locator('li[data-line=adopt] ins, li[data-line=adopt] del').count()).toBe(0);
    },
  );

  test('planned for another account, it asks for that one’s own', patience, async () => {
    await page.goto('/blueprints');
    await page.getByRole('link', { name: /Dental start/ }).click();
    await page.getByRole('link', { name: 'Provision with this' }).click();
    await page.getByRole('link', { name: new RegExp(accounting.name) }).click();
    await page.getByLabel(/business_address/).waitFor();
    await expect.poll(() => page.getByLabel(/business_address/).inputValue()).toBe('');
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.getByText('This is needed').first().waitFor();
  });

  test('a link to an account that is not there says so, and where others are', patience, async () => {
    await page.goto(`/blueprints/new?capture=${fixtures.secondLocations.bakery.id}`);
    await page.getByText('There is no such account').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    expect(await violations()).toEqual([]);
    await page.getByRole('link', { name: 'Choose another account' }).click();
    await captureLink(dental).waitFor();
  });

  test('a list that cannot be read is no capture, and is read again when asked to', patience, async () => {
    const path = `/locations/${gym.id}/customFields`;
    await sandbox.addFault({ method: 'GET', path, mode: 'status', status: 500, count: 50 });
    await page.goto('/accounts');
    await captureLink(gym).click();
    await page.getByText(`${gym.name} was not captured`).waitFor({ timeout: 90_000 });
    await expect.poll(() => page.getByRole('main').innerText()).toMatch(/nothing was captured/);
    expect(await violations()).toEqual([]);
    await sandbox.clearFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(`Found in ${gym.name}`).waitFor({ timeout: 60_000 });
  });

  test('a viewer is told why there is nothing to capture with', patience, async () => {
    const viewer = await journey.openAsViewer(`/blueprints/new?capture=${dental.id}`);
    await viewer.getByText(/Viewers may not do this/).waitFor();
    await viewer.goto('/accounts');
    const button = viewer.getByRole('button', { name: `Capture ${dental.name}`, exact: true });
    await button.waitFor();
    await expect.poll(() => button.getAttribute('aria-description')).toMatch(/Viewers may not/);
    expect(await violationsOf(viewer)).toEqual([]);
    await viewer.context().close();
  });

  test('the editor and the page say in words how many, when and how far', patience, async () => {
    await page.goto('/blueprints/new');
    await editor().fill(clinic);
    await page.getByText(/^Valid: 4 resources, 3 variables/).waitFor();
    const terms = page.getByRole('list', { name: /More or less than once/ });
    await terms.waitFor();
    await expect
      .poll(() => terms.innerText())
      .toMatch(/one for each of \$\{var\.services\}[^]*only when \$\{var\.books_online\}/);
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'Clinic by services', level: 1 }).waitFor();
    for (const words of ['one for each of', 'only when', "made once, then the client's", 'protected: never deleted'])
      await expect.poll(() => page.getByRole('main').innerText()).toContain(words);
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
  });

  test('a list and a secret are asked for, and a reload forgets the secret alone', patience, async () => {
    await page.getByRole('link', { name: 'Provision with this' }).click();
    await page.getByRole('link', { name: new RegExp(accounting.name) }).click();
    await page.getByLabel(/services/).fill('Exam\nDeep clean 50%\n');
    await page.getByLabel(/sms_key/).fill(secret);
    await expect.poll(() => page.getByLabel(/sms_key/).getAttribute('type')).toBe('password');
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })')).not.toContain(secret);
    await page.reload();
    await expect.poll(() => page.getByLabel(/services/).inputValue()).toBe('Exam\nDeep clean 50%\n');
    await expect.poll(() => page.getByLabel(/sms_key/).inputValue()).toBe('');
    await page.getByLabel(/sms_key/).fill(secret);
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.waitForURL('**/plans/*');
  });

  test('the plan has a line for each, says what it protects, and a link leads to each', patience, async () => {
    const changes = page.getByRole('region', { name: 'Changes' });
    await changes.waitFor();
    await expect.poll(() => changes.getByRole('listitem').count()).toBe(5);
    const line = page.locator(`[id='${deepClean}']`);
    await line.locator('summary').click();
    await line.getByRole('link', { name: 'Link to this line' }).click();
    await page.reload();
    await page.locator(`[id='${deepClean}'] details[open]`).waitFor();
    await page.getByRole('searchbox').fill('visit["Exam"]');
    await page.getByText('1 of 5 lines').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    const protectedLine = page.locator('[id="customValue.sms_key"]');
    await protectedLine.locator('summary').click();
    await expect.poll(() => protectedLine.innerText()).toMatch(/Protected[^]*no plan deletes[^]*secret, not shown/);
    await expect.poll(() => page.locator('[id="customValue.welcome"]').innerText()).toContain('Made once');
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
  });

  test('another plan asks for the secret again, and for nothing else', patience, async () => {
    await page.getByRole('button', { name: 'Re-plan' }).click();
    await page.getByLabel(/sms_key/).waitFor();
    await expect.poll(() => page.getByLabel(/services/).inputValue()).toBe('Exam\nDeep clean 50%');
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.getByText('This is needed').waitFor();
    await page.getByLabel(/sms_key/).fill(secret);
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.waitForURL('**/plans/*');
    await page.getByRole('region', { name: 'Changes' }).waitFor();
  });

  test('the job writes it all, and its steps lead back to their lines', patience, async () => {
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/jobs/*');
    await page.getByText('5 of 5 applied · 5 verified').waitFor({ timeout: 90_000 });
    expect(await violations()).toEqual([]);
    await expectFitElsewhere(page);
    const written = await sandbox.listResources({ kind: 'customValue', ownerId: accounting.id });
    expect(JSON.stringify(written)).toContain(`Key ${secret}`);
    expect(await page.getByRole('main').innerText()).not.toContain(secret);
    await page.getByRole('list', { name: 'Steps' }).getByRole('link', { name: deepClean }).click();
    await page.waitForURL('**/plans/*');
    await page.locator(`[id='${deepClean}'] details[open]`).waitFor();
    await page.getByText('This plan was applied').waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain(secret);
  });

  test('no answer to the browser held the secret, and the pages met no fault', async () => {
    const texts = [...(await Promise.all(answers)), ...news];
    expect(news.some((text) => text.includes(deepClean.replaceAll('"', '\\"')))).toBe(true);
    expect(texts.some((text) => text.includes('sms_key'))).toBe(true);
    expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    expect(journey.complaints).toEqual([]);
  });
});
