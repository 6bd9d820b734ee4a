import { fixtures } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** A rollout that nothing can come of yet, and one with more resources than a page has room for. */

const patience = { timeout: 180_000 };
const ending = { timeout: 120_000 };
const resources = 230;
const needy = `groundwork: 1
name: Needy
variables:
  phone: { type: string }
resources:
  customValue:
    phone: { name: Phone, value: "\${var.phone}" }
`;
const wide = `groundwork: 1
name: Wide
resources:
  tag:
${Array.from({ length: resources }, (_, index) => `    t${index}: { name: wide ${index} }`).join('\n')}
`;

describe.runIf(chromiumPath)('rollouts that cannot begin, in the browser', () => {
  let journey: Journey;
  let page: Page;
  let member: SignedIn;
  let locationIds: string[];

  beforeAll(async () => {
    journey = await openJourney(/status of (401|404)/);
    ({ page } = journey);
    await signInThere(page, '/rollouts');
    member = await signIn(journey.instance.url);
    const companyId = fixtures.agency.id;
    const made = ['Needy A', 'Needy B'].map((name) => journey.sandbox.createLocation({ companyId, name }));
    locationIds = (await Promise.all(made)).map(({ id }) => id);
    await member.trpc.accounts.sync.mutate();
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const create = async (source: string) => {
    const { id } = await member.trpc.blueprints.save.mutate({ source });
    const targets = locationIds.map((locationId) => ({ locationId }));
    const rollout = await member.trpc.rollouts.create.mutate({ blueprintVersionId: id, targets });
    await page.goto(`/rollouts/${rollout.id}`);
  };
  const main = () => page.getByRole('main').innerText();

  test('one in which nothing could be planned is not there to approve, and says what to do', patience, async () => {
    await create(needy);
    await page.getByText('2 accounts could not be planned').waitFor(ending);
    await page.locator('h1 ~ [data-state=PLANNED]', { hasText: 'Blocked' }).waitFor();
    await page.getByRole('button', { name: 'Plan again what failed (2)' }).waitFor();
    await expect.poll(main).toMatch(/There is nothing to approve\. The reason stands with each/);
    await expect.poll(main).not.toMatch(/Canary|To approve|Approve and start/);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('main').getByRole('link', { name: 'Rollouts', exact: true }).click();
    const row = page.getByRole('list', { name: 'Rollouts' }).getByRole('link', { name: /Needy/ });
    await expect.poll(() => row.innerText()).toMatch(/^Blocked[^]*Nothing to approve · 2 blocked/);
  });

  test('resources that do not fit on a page of the matrix are on the next', patience, async () => {
    await create(wide);
    const pages = page.getByRole('navigation', { name: 'Pages of resources' });
    await pages.getByText(`1–200 of ${resources} resources`).waitFor(ending);
    const heads = page.locator('th[scope=col][title]');
    await expect.poll(() => heads.count()).toBe(200);
    await pages.getByRole('button', { name: 'Next' }).click();
    await pages.getByText(`201–${resources} of ${resources} resources`).waitFor();
    await expect.poll(() => heads.count()).toBe(resources - 200);
    expect(await violationsOf(page)).toEqual([]);
    expect(journey.complaints).toEqual([]);
  });
});
