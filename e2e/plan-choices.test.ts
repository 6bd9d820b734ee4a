import { fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { JobView } from '@groundwork/shared/views';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** What a person can choose before a plan is applied, and take back after. Each test goes on where the one before ended. */

const account = fixtures.locations.accounting;
const patience = { timeout: 180_000 };
const clinic = `groundwork: 1
name: Front desk
variables:
  phone: { type: string }
  greeting: { type: string, default: Hello }
  sms_key: { type: string, secret: true }
resources:
  tag:
    vip: { name: vip }
  customValue:
    welcome: { name: Welcome text, value: "\${var.greeting}, welcome" }
    phone: { name: Phone, value: "\${var.phone}" }
    key: { name: SMS key, value: "\${var.sms_key}" }
`;

describe.runIf(chromiumPath)('choices of a plan in the browser', () => {
  let journey: Journey;
  let sandbox: SandboxControl;
  let page: Page;
  let member: SignedIn;
  let version: { id: string; blueprintId: string };

  beforeAll(async () => {
    journey = await openJourney(/status of (401|503)/);
    ({ sandbox, page } = journey);
    await signInThere(page, '/');
    await page.getByRole('heading', { name: 'Accounts' }).waitFor();
    member = await signIn(journey.instance.url);
    version = await member.trpc.blueprints.save.mutate({ source: clinic });
    const values = [
      { name: 'greeting', value: 'Good day' },
      { name: 'sms_key', value: 'sk-agency-1', secret: true },
    ];
    await member.trpc.variables.set.mutate({ level: 'agency', ownerId: null, values });
    await member.trpc.groups.save.mutate({ name: 'Ledgers', locationIds: [account.id] });
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  const field = (name: string) => page.locator(`[data-variable=${name}]`);
  const line = (address: string) => page.locator(`[id="${address}"]`);
  const idInAddress = () => page.url().split('/').at(-1)?.split(/[?#]/)[0] ?? '';
  const shownPlan = () => member.trpc.plans.get.query({ id: idInAddress() });
  const shownJob = async (): Promise<JobView> => {
    await page.locator('h1 ~ :is([data-state=SUCCESS], [data-state=FAILED], [data-state=CANCELLED])').waitFor();
    return member.trpc.jobs.get.query({ id: idInAddress() });
  };
  /** What the account holds, by name. */
  const held = async (): Promise<Map<string, { id: string; value: string }>> => {
    const list = await sandbox.listResources({ kind: 'customValue', ownerId: account.id });
    return new Map(list.map(({ id, name, value }) => [String(name), { id, value: String(value) }]));
  };
  const clientEdits = async (name: string, value: string) => {
    const id = (await held()).get(name)?.id;
    if (id === undefined) throw new Error(`the account holds no ${name}`);
    await sandbox.edit({ kind: 'customValue', id, changes: { value } });
  };

  test('the form begins with what is known, says where from, and sends only what differs', patience, async () => {
    await page.goto(`/provision?account=${account.id}&blueprint=${version.blueprintId}&step=variables`);
    await field('greeting').getByText('From the agency’s value').waitFor();
    await expect.poll(() => field('greeting').getByRole('textbox').inputValue()).toBe('Good day');
    await expect.poll(() => field('sms_key').innerText()).toContain('Set, and shown nowhere');
    await expect.poll(() => field('sms_key').locator('input').inputValue()).toBe('');
    expect(await violations()).toEqual([]);
    await field('greeting').getByRole('textbox').fill('Howdy');
    await field('greeting').getByRole('button', { name: 'Use that' }).click();
    await expect.poll(() => field('greeting').getByRole('textbox').inputValue()).toBe('Good day');
    await field('phone').getByRole('textbox').fill('555 0100');
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.waitForURL('**/plans/*');
    await page.getByRole('region', { name: 'Changes' }).waitFor();
    const { inputs, levels } = await shownPlan();
    expect(inputs).toEqual({ phone: '555 0100' });
    expect(levels).toMatchObject({ phone: 'plan', greeting: 'agency', sms_key: 'agency' });
    await page.getByText('Planned with').click();
    await page.getByRole('link', { name: 'the agency’s value' }).first().waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('sk-agency-1');
    await expect
      .poll(() => page.getByText(/About \d+ calls, (\d+ s|a second or two) at the budget now/).count())
      .toBe(1);
    expect(await violations()).toEqual([]);
  });

  test('a value that was typed can be kept for the account, and then is known', patience, async () => {
    await page.goBack();
    await field('phone').getByRole('button', { name: 'Keep for this account' }).click();
    await field('phone').getByText('From this account’s value').waitFor();
    await expect.poll(() => field('phone').getByRole('textbox').inputValue()).toBe('555 0100');
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.waitForURL('**/plans/*');
    await page.getByRole('button', { name: /Apply plan/ }).waitFor();
    expect((await shownPlan()).inputs).toEqual({});
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/jobs/*');
    expect((await shownJob()).state).toBe('SUCCESS');
    expect((await held()).get('Phone')?.value).toBe('555 0100');
  });

  test('edits of the client are kept, and the choice to overwrite one makes a new plan', patience, async () => {
    await clientEdits('Welcome text', 'Hi from the client');
    await clientEdits('Phone', '555 9999');
    await page.getByRole('link', { name: 'Plan again' }).click();
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.getByText('2 client edits are kept').waitFor();
    await expect.poll(() => page.getByRole('button', { name: /Apply plan/ }).count()).toBe(0);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Overwrite all' }).click();
    await page.getByText('2 client edits are overwritten').waitFor();
    await page.getByRole('button', { name: 'Update plan' }).click();
    await page.getByRole('region', { name: 'Changes' }).locator('del', { hasText: 'Hi from the client' }).waitFor();
    expect((await shownPlan()).summary).toMatchObject({ update: 2 });
    await expect
      .poll(() => line('customValue.phone').innerText())
      .toMatch(/555 9999[^]*Edited by the client, will be overwritten/);
    expect(await violations()).toEqual([]);
  });

  test('there is a way back from it, by keyboard, and discarding leaves the plan as it is', patience, async () => {
    const choice = line('customValue.phone').getByRole('radiogroup', { name: 'Client edit of Value' });
    await choice.getByRole('radio', { name: 'Overwrite' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByText(/You chose to keep 1 client edit/).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Discard choices' }).click();
    await page.getByRole('button', { name: /Apply plan/ }).waitFor();
    await choice.getByText('Keep').click();
    await page.getByRole('button', { name: 'Update plan' }).click();
    await page.getByRole('button', { name: /Apply plan/ }).waitFor();
    await page.getByText('1 client edit is overwritten, 1 kept').waitFor();
    expect((await shownPlan()).overwrite).toEqual([{ address: 'customValue.welcome', path: 'value' }]);
  });

  test('the job overwrites what was chosen and nothing else', patience, async () => {
    await page.getByRole('button', { name: /Apply plan/ }).click();
    await page.waitForURL('**/jobs/*');
    expect(await shownJob()).toMatchObject({ state: 'SUCCESS', total: 1 });
    expect((await held()).get('Welcome text')?.value).toBe('Good day, welcome');
    expect((await held()).get('Phone')?.value).toBe('555 9999');
  });

  test('the job can be rolled back: the account is as it was before', patience, async () => {
    await page.getByRole('button', { name: 'Roll back…' }).click();
    await page.getByRole('heading', { name: `Rollback in ${account.name}` }).waitFor();
    await page.getByText('Takes back what one job did').waitFor();
    await expect.poll(() => line('customValue.welcome').innerText()).toMatch(/Good day, welcome[^]*Hi from the client/);
    await expect.poll(() => page.getByRole('navigation', { name: 'Provisioning steps' }).count()).toBe(0);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: /Roll back/ }).click();
    await page.waitForURL('**/jobs/*');
    expect(await shownJob()).toMatchObject({ state: 'SUCCESS', purpose: 'rollback' });
    await page.getByText('Rolled back and verified: 1 change').waitFor();
    expect((await held()).get('Welcome text')?.value).toBe('Hi from the client');
    expect(await violations()).toEqual([]);
    await page.goto('/jobs');
    await page.getByRole('list', { name: 'Jobs' }).locator('[data-purpose=rollback]').waitFor();
    expect(await violations()).toEqual([]);
  });

  test('a plan about some addresses says so, and the whole can be planned from it', patience, async () => {
    await clientEdits('SMS key', 'stolen');
    const plan = await member.trpc.plans.create.mutate({
      locationId: account.id,
      blueprintVersionId: version.id,
      variables: {},
      only: ['customValue.key'],
      overwrite: [{ address: 'customValue.key', path: null }],
    });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 850 });
    await page.goto(`/plans/${plan.id}`);
    await page.getByText('About 1 address only').waitFor();
    expect(await line('customValue.key').innerText()).not.toContain('stolen');
    expect(await violations()).toEqual([]);
    await expect
      .poll(() => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'))
      .toBe(0);
    await page.getByRole('button', { name: 'Plan the whole blueprint' }).click();
    await page.getByText('About 1 address only').waitFor({ state: 'detached' });
    expect(await shownPlan()).toMatchObject({ only: null, overwrite: [{ address: 'customValue.key', path: null }] });
  });

  test('a choice outlives that a secret has to be given again', patience, async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    const plan = await member.trpc.plans.create.mutate({
      locationId: account.id,
      blueprintVersionId: version.id,
      variables: { sms_key: 'sk-once-3' },
    });
    await page.goto(`/plans/${plan.id}`);
    await line('customValue.phone').getByText('Overwrite', { exact: true }).click();
    await page.getByRole('button', { name: 'Update plan' }).click();
    await page.getByText('The plan overwrites 1 client edit, as chosen before').waitFor();
    expect(await violations()).toEqual([]);
    await field('sms_key').locator('input').fill('sk-once-3');
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.waitForURL('**/plans/*');
    await page.getByRole('heading', { name: `Plan for ${account.name}` }).waitFor();
    expect((await shownPlan()).overwrite).toEqual([{ address: 'customValue.phone', path: 'value' }]);
    expect(await page.content()).not.toContain('sk-once-3');
  });

  test('a plan that could not be made anew says so in sight, wherever the reader is', patience, async () => {
    const plan = await member.trpc.plans.create.mutate({
      locationId: account.id,
      blueprintVersionId: version.id,
      variables: {},
      overwrite: [{ address: 'customValue.key', path: null }],
    });
    await page.setViewportSize({ width: 390, height: 600 });
    await page.goto(`/plans/${plan.id}`);
    await page.getByRole('button', { name: 'Re-plan' }).waitFor();
    const alert = page.getByRole('alert').filter({ hasText: 'The new plan was not made' });
    await sandbox.addFault({ path: `/locations/${account.id}/tags`, mode: 'status', status: 503, count: 1_000 });
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await page.getByRole('button', { name: 'Re-plan' }).click();
    await alert.waitFor();
    const { y, height } = (await alert.boundingBox()) ?? { y: -1, height: 0 };
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThan(600);
    await sandbox.clearFaults();
  });

  test('met no fault of the pages on the way', () => {
    expect(journey.complaints).toEqual([]);
  });
});
