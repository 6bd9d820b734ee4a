import { fixtures, rateLimits, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../scripts/sign-in.ts';
import { signInThere } from '../browser.ts';
import { chromiumPath, type Journey, openJourney } from '../open-journey.ts';
import { notHeld } from './not-held.ts';

/** Each starter blueprint, from the library to verified, in a real browser: into an empty account and into one that a client lived in. */

const { locations } = fixtures;
const trades = [
  { slug: 'dental-clinic', clean: locations.cleanDental, messy: locations.dental },
  { slug: 'real-estate-team', clean: locations.cleanRealEstate, messy: locations.realEstate },
  { slug: 'gym', clean: locations.cleanGym, messy: locations.gym },
  { slug: 'home-services', clean: locations.cleanHomeServices, messy: locations.homeServices },
];
const runs = trades.flatMap(({ slug, clean, messy }) => [
  { slug, account: clean, isMessy: false },
  { slug, account: messy, isMessy: true },
]);

describe.runIf(chromiumPath)('the starter trades in the browser', () => {
  let journey: Journey;
  let sandbox: SandboxControl;
  let page: Page;
  let member: SignedIn;

  beforeAll(async () => {
    journey = await openJourney();
    ({ sandbox, page } = journey);
    // Eight accounts in a row, not a question of pace: e2e/rate-limit holds GHL's own limits.
    await sandbox.setKnobs({ rateLimit: { ...rateLimits.standard, burst: 1_000 } });
    member = await signIn(journey.instance.url);
    await signInThere(page, '/');
    await page.getByRole('heading', { name: 'Accounts' }).waitFor();
  });
  afterAll(() => journey?.end());

  test.each(runs)(
    'the $slug starter goes from plan to verified in $account.name, and a second plan is empty',
    async ({ slug, account, isMessy }) => {
      const before = await contentsOf(account.id);
      await page.goto(`/blueprints/new?from=${slug}&account=${account.id}`);
      await page.getByText(/Valid: \d+ resources/).waitFor();
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await fillNeeded(account.name);
      await page.getByRole('button', { name: 'Create plan' }).click();
      await page.waitForURL('**/plans/*');
      const planId = page.url().split('/').at(-1) ?? '';
      const plan = await member.trpc.plans.get.query({ id: planId });
      const isAllNew = plan.summary.create === plan.items.length;
      expect({ isAllNew, hasAdopted: plan.summary.adopt > 0 }).toEqual({ isAllNew: !isMessy, hasAdopted: isMessy });

      await page.getByRole('button', { name: /Apply plan/ }).click();
      await page.waitForURL('**/jobs/*');
      await page.locator('h1 ~ [data-state=SUCCESS], h1 ~ [data-state=FAILED]').waitFor({ timeout: 120_000 });
      const job = await member.trpc.jobs.get.query({ id: page.url().split('/').at(-1) ?? '' });
      expect({ state: job.state, error: job.error }).toEqual({ state: 'SUCCESS', error: null });
      expect(job.steps.filter(({ state }) => state !== 'VERIFIED')).toEqual([]);
      const version = await member.trpc.blueprints.get.query({ versionId: plan.blueprint.versionId });
      expect(await notHeld(sandbox, plan, job, version.source)).toEqual([]);

      // What the client had is there still, each under its id.
      const after = await contentsOf(account.id);
      expect(before.filter((id) => !after.includes(id))).toEqual([]);

      await page.getByRole('link', { name: 'Plan again' }).click();
      await page.getByRole('button', { name: 'Create plan' }).click();
      await page.waitForURL('**/plans/*');
      await page.getByText(/This account already matches|Nothing to apply/).waitFor();
      const again = await member.trpc.plans.get.query({ id: page.url().split('/').at(-1) ?? '' });
      expect(again.items.filter(({ action }) => action !== 'no-op' && action !== 'manual')).toEqual([]);
    },
  );

  /** Ids of everything in the account. */
  const contentsOf = async (ownerId: string): Promise<string[]> => {
    const kinds = [
      'tag',
      'customField',
      'customValue',
      'calendarGroup',
      'calendar',
      'pipeline',
      'product',
      'price',
      'link',
    ];
    const lists = await Promise.all(kinds.map((kind) => sandbox.listResources({ kind, ownerId })));
    return lists.flat().map(({ id }) => id);
  };

  /** Fills what has no default, as a person would. */
  const fillNeeded = async (accountName: string): Promise<void> => {
    const create = page.getByRole('button', { name: 'Create plan' });
    await create.waitFor();
    for (const box of await page.locator('form input[type=text], form input:not([type]), form textarea').all())
      if ((await box.inputValue()) === '') {
        const label = (await box.getAttribute('id')) ?? '';
        await box.fill(label.includes('phone') ? '+1 555 0100' : accountName);
      }
  };
});
