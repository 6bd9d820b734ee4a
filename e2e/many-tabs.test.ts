import { fixtures } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { signInThere, stopAfterAFailure } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** One person, eight tabs. A browser opens six connections to an origin over HTTP/1.1, and a live stream never gives its own back. */

const tabCount = 8;
const patience = { timeout: 180_000 };
const { accounting, dental, gym } = fixtures.locations;

describe.runIf(chromiumPath)('eight tabs of one browser', () => {
  let journey: Journey;
  let member: SignedIn;
  let tabs: Page[];

  beforeAll(async () => {
    journey = await openJourney();
    member = await signIn(journey.instance.url);
    await signInThere(journey.page, '/jobs');
    tabs = [journey.page];
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const startJob = async (locationId: string) => {
    const { trpc } = member;
    const { id } = await trpc.blueprints.save.mutate({
      source: 'groundwork: 1\nname: Tabs\nresources: { tag: { a: { name: tabs } } }',
    });
    const plan = await trpc.plans.create.mutate({ locationId, blueprintVersionId: id, variables: {} });
    await trpc.jobs.start.mutate({ planId: plan.id });
  };
  /** In the list of the tab, which was told of it by the stream alone. */
  const finishedJobs = (tab: Page, name: string) =>
    tab.getByRole('link').filter({ hasText: name }).filter({ hasText: '1 of 1 applied' }).count();

  test('all open, all live, and each still gets answers', patience, async () => {
    while (tabs.length < tabCount) {
      const tab = await journey.page.context().newPage();
      tabs.push(tab);
      await tab.goto('/jobs');
    }
    for (const tab of tabs) await tab.locator('[data-feed=live]').waitFor();
    for (const tab of tabs) expect(await tab.evaluate('fetch("/health/live").then(({ status }) => status)')).toBe(200);
  });

  test('a job that starts elsewhere appears in every one of them', patience, async () => {
    await startJob(accounting.id);
    for (const tab of tabs) await expect.poll(() => finishedJobs(tab, accounting.name)).toBe(1);
  });

  test('goes on in the others when the first is closed, and when one crashes', patience, async () => {
    await tabs.shift()?.close();
    const crashing = tabs.shift();
    // The address never loads: the page is gone before.
    await crashing?.goto('chrome://crash').catch(() => undefined);
    await startJob(dental.id);
    for (const tab of tabs) await expect.poll(() => finishedJobs(tab, dental.name)).toBe(1);
  });

  test('goes on when the worker that holds the stream dies', patience, async () => {
    const browser = await journey.browser.newBrowserCDPSession();
    const { targetInfos } = await browser.send('Target.getTargets');
    const workers = targetInfos.filter(({ type }) => type === 'shared_worker');
    expect(workers).toHaveLength(1);
    for (const { targetId } of workers) await browser.send('Target.closeTarget', { targetId });
    await startJob(gym.id);
    for (const tab of tabs) await expect.poll(() => finishedJobs(tab, gym.name)).toBe(1);
  });

  test('who signs out in one is signed out in all', patience, async () => {
    const [first] = tabs;
    await first?.getByRole('button', { name: /account menu/ }).click();
    await first?.getByRole('menuitem', { name: /Sign out/ }).click();
    for (const tab of tabs) await tab.getByRole('button', { name: 'Continue with GoHighLevel' }).waitFor();
    expect(journey.complaints).toEqual([]);
  });
});
