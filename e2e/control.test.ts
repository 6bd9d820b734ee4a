import { connect } from '@groundwork/db';
import { fixtures, type SandboxControl } from '@groundwork/ghl-sandbox';
import type { JobView, PlanView } from '@groundwork/shared/views';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Instance } from '../scripts/instance.ts';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { notHeld } from './trades/not-held.ts';
import { signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** Plans and jobs that do not go straight through, in a real browser. Each test goes on where the one before ended. */

const { locations } = fixtures;
const patience = { timeout: 180_000 };
const ending = { timeout: 120_000 };
const scope = 'calendars/groups.write';
const booking = `groundwork: 1
name: Booking
resources:
  tag:
    booked: { name: booked online }
  calendarGroup:
    visits: { name: Visits }
  calendar:
    first: { name: First visit, groupId: '\${calendarGroup.visits.id}' }
`;

describe.runIf(chromiumPath)('control of jobs in the browser', () => {
  let journey: Journey;
  let instance: Instance;
  let sandbox: SandboxControl;
  let page: Page;
  let member: SignedIn;
  let gym: { source: string; versionId: string };

  beforeAll(async () => {
    journey = await openJourney();
    ({ instance, sandbox, page } = journey);
    await sandbox.setKnobs({ withheldScopes: [scope] });
    await signInThere(page, '/');
    await page.getByRole('heading', { name: 'Accounts' }).waitFor();
    member = await signIn(instance.url);
    const library = await member.trpc.blueprints.library.query();
    const source = library.find(({ slug }) => slug === 'gym')?.source ?? '';
    gym = { source, versionId: (await member.trpc.blueprints.save.mutate({ source })).id };
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const violations = () => violationsOf(page);
  /** Waits for the end of the job on the page, and shows what it says where that is another than this one. */
  const endsAs = async (state: 'SUCCESS' | 'FAILED' | 'CANCELLED'): Promise<JobView> => {
    await page.locator('h1 ~ :is([data-state=SUCCESS], [data-state=FAILED], [data-state=CANCELLED])').waitFor(ending);
    const job = await shownJob();
    expect({ state: job.state, log: job.log.slice(-5) }).toMatchObject({ state });
    return job;
  };
  const idInAddress = () => page.url().split('/').at(-1) ?? '';
  const summaryBar = () => page.getByText(/\d+ changes? to .* now/);
  const applyButton = () => page.getByRole('button', { name: /Apply plan/ });

  const planOf = (locationId: string, blueprintVersionId: string): Promise<PlanView> => {
    const variables = blueprintVersionId === gym.versionId ? gymValues : {};
    return member.trpc.plans.create.mutate({ locationId, blueprintVersionId, variables });
  };
  const gymValues = { gym_name: 'Ironwood', gym_phone: '+1 414 555 0100' };
  const open = async (plan: PlanView): Promise<void> => {
    await page.goto(`/plans/${plan.id}`);
    await page.getByRole('heading', { name: `Plan for ${plan.location.name}` }).waitFor();
  };
  const shownJob = (): Promise<JobView> => member.trpc.jobs.get.query({ id: idInAddress() });
  const missing = async (job: JobView, source: string) =>
    notHeld(sandbox, await member.trpc.plans.get.query({ id: job.planId }), job, source);

  test('without a scope a step is left to a person, with what to do; the rest is applied', patience, async () => {
    const { id } = await member.trpc.blueprints.save.mutate({ source: booking });
    await open(await planOf(locations.cleanGym.id, id));
    const byHand = page.locator('[data-line=manual]');
    await byHand.getByText(scope).waitFor();
    await expect.poll(() => byHand.innerText()).toMatch(/by hand, with the values shown here/);
    await expect.poll(() => summaryBar().innerText()).toMatch(/^1 change to .* now; 1 more waits for a step by hand\./);
    expect(await violations()).toEqual([]);
    await applyButton().click();
    await page.waitForURL('**/jobs/*');
    await endsAs('SUCCESS');
    await page.getByText('1 step left to a person, 1 more waits for it').first().waitFor();
    expect(await violations()).toEqual([]);
  });

  test('when all that is left waits there is nothing to press, and it says why', patience, async () => {
    await page.getByRole('link', { name: 'Plan again' }).click();
    await page.getByRole('button', { name: 'Create plan' }).click();
    await page.getByText('Nothing can be applied yet').waitFor();
    await expect.poll(() => applyButton().count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => page.url()).toMatch(/\/plans\//);
    expect(await violations()).toEqual([]);
  });

  test('once the scope is granted, checking again makes the step an ordinary one', patience, async () => {
    const address = page.url();
    await sandbox.setKnobs({ withheldScopes: [] });
    await page.goto('/auth/ghl');
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'Accounts' }).waitFor();
    await page.goto(address);
    await page.getByRole('button', { name: 'Check again' }).click();
    await summaryBar().waitFor();
    await expect.poll(() => summaryBar().innerText()).toMatch(/^2 changes to .* now\./);
    await applyButton().click();
    await page.waitForURL('**/jobs/*');
    expect(await missing(await endsAs('SUCCESS'), booking)).toEqual([]);
  });

  test('all lines of a plan open at once, each with what it says, and close again', patience, async () => {
    await open(await planOf(locations.gym.id, gym.versionId));
    const changes = page.getByRole('region', { name: 'Changes' });
    const countOf = (selector: string) => changes.locator(selector).count();
    const openAll = page.getByRole('button', { name: 'Open or close all' });
    await expect.poll(() => countOf('[data-line]')).toBeGreaterThan(10);
    await openAll.click();
    await expect.poll(() => countOf('[data-line] > details:not([open])')).toBe(0);
    await expect.poll(() => countOf('[data-line]:not(:has(a:text("Link to this line")))')).toBe(0);
    await openAll.click();
    await expect.poll(() => countOf('[data-line] > details[open]')).toBe(0);
  });

  test('a plan is read, searched and approved by keyboard alone', patience, async () => {
    await sandbox.setKnobs({ latencyMs: 1_500 });
    await open(await planOf(locations.gym.id, gym.versionId));
    expect(await violations()).toEqual([]);
    await page.keyboard.press('/');
    await page.keyboard.type('trigger book');
    await page.getByText(/^3 of \d+ lines$/).waitFor();
    await page.keyboard.press('ArrowDown');
    const focused = page.locator('[data-line] summary:focus');
    await expect.poll(() => focused.innerText()).toMatch(/triggerLink\.book_/);
    const first = await focused.innerText();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused.innerText()).not.toBe(first);
    const line = page.locator('[data-line]:has(summary:focus) > details');
    const insides = line.getByText('Link to this line');
    await expect.poll(() => line.getAttribute('open')).toBeNull();
    await expect.poll(() => insides.count()).toBe(0);
    await page.keyboard.press('Enter');
    await expect.poll(() => line.getAttribute('open')).not.toBeNull();
    await expect.poll(() => insides.count()).toBe(1);
    expect(await violations()).toEqual([]);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focused.innerText()).toBe(first);
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.getByText('booked online').waitFor({ state: 'detached' });
    await sandbox.setKnobs({ latencyMs: 5_000 });
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/jobs/*');
    await page.locator('h1 ~ [data-state=PROCESSING]').waitFor();
  });

  test('a running job is stopped, says what was not attempted, and goes on from there', patience, async () => {
    await page.locator('[data-state=APPLIED], [data-state=VERIFIED]').nth(2).waitFor();
    // However long the dialog is looked at, the job is not over by then.
    await instance.roles.worker.stop();
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('dialog', { name: 'Stop this job?' }).waitFor();
    expect(await violations()).toEqual([]);
    await sandbox.setKnobs({ latencyMs: 10_000 });
    instance.roles.worker.start();
    await page.getByRole('button', { name: 'Stop the job' }).click();
    await sandbox.setKnobs({ latencyMs: 100 });
    const stopped = await endsAs('CANCELLED');
    await page.getByText(/^Cancelled by Priya Raman: \d+ of \d+ changes applied$/).waitFor();
    expect(stopped.notAttempted).toBeGreaterThan(0);
    await page.getByText(`${stopped.notAttempted} changes not attempted.`).waitFor();
    expect(await violations()).toEqual([]);
    await sandbox.setKnobs({ latencyMs: 0 });
    await page.getByRole('button', { name: /^Resume/ }).click();
    await page.getByText('second run').waitFor();
    const job = await endsAs('SUCCESS');
    expect(job.runs).toBe(2);
    expect(await missing(job, gym.source)).toEqual([]);
    const again = await planOf(locations.gym.id, gym.versionId);
    expect(again.items.filter(({ action }) => action !== 'no-op' && action !== 'manual')).toEqual([]);
  });

  test('a failed job shows what failed first, and a retry does that alone', patience, async () => {
    const refusal = JSON.stringify({ statusCode: 422, message: ['availableInStore is not allowed here'] });
    await sandbox.addFault({
      method: 'POST',
      path: '/products/',
      mode: 'status',
      status: 422,
      count: 2,
      contentType: 'application/json',
      body: refusal,
    });
    await open(await planOf(locations.petCare.id, gym.versionId));
    await applyButton().click();
    await page.waitForURL('**/jobs/*');
    const failed = await endsAs('FAILED');
    const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    for (const index of [0, 1])
      await expect
        .poll(() => steps.nth(index).innerText())
        .toMatch(/product\.[^]*availableInStore is not allowed here/);
    expect(await steps.nth(2).innerText()).not.toContain('GHL_REJECTED');
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Retry what failed (2)' }).click();
    await page.getByText('second run').waitFor();
    const job = await endsAs('SUCCESS');
    const written = (of: JobView) => new Map(of.steps.map(({ address, attempts }) => [address, attempts]));
    const redone = [...written(job)].filter(([address, attempts]) => attempts !== written(failed).get(address));
    expect(redone.map(([address]) => address.split('.')[0])).toEqual(['product', 'product']);
    expect(await missing(job, gym.source)).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  test('a log that was cleaned up says so, to a page that was away meanwhile too', patience, async () => {
    const id = idInAddress();
    const db = connect(instance.databaseUrl);
    await instance.roles.api.stop();
    await page.locator('[data-feed=reconnecting], [data-feed=polling]').waitFor();
    // As if more had come while nobody listened, and all of it is old by now.
    await db
      .updateTable('event_topics')
      .where('topic', '=', `job:${id}`)
      .set((row) => ({ last_id: row('last_id', '+', 1) }))
      .execute();
    await db.deleteFrom('events').where('topic', '=', `job:${id}`).execute();
    await db.destroy();
    instance.roles.api.start();
    await instance.ready();
    await page.locator('[data-feed=live]').waitFor();
    await page.getByText('The log was removed because it is old.').waitFor();
    expect(await violations()).toEqual([]);
  });

  test('what a new version takes away is named, and applied only by the account’s name', patience, async () => {
    const source = gym.source
      .replace('    class_regular: { name: class regular }\n', '')
      .replace('        - { name: On trial, winProbability: 70 }\n', '');
    const { id } = await member.trpc.blueprints.save.mutate({ source });
    const plan = await member.trpc.plans.create.mutate({
      locationId: locations.petCare.id,
      blueprintVersionId: id,
      variables: gymValues,
    });
    await open(plan);
    const lost = page.getByRole('region', { name: 'What is lost' });
    await expect.poll(() => lost.getByRole('listitem').count()).toBe(2);
    await expect.poll(() => lost.innerText()).toMatch(/Membership sales loses “On trial”[^]*class regular/);
    expect(await violations()).toEqual([]);
    const { name } = plan.location;
    await expect(member.trpc.jobs.start.mutate({ planId: plan.id, confirm: 'Wag & Wander' })).rejects.toThrow(name);

    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: `Apply to ${name}?` });
    await dialog.getByText('“On trial”').waitFor();
    await dialog.getByLabel(/to confirm/).fill('Wag & Wander');
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => dialog.getByRole('button', { name: 'Apply and remove' }).getAttribute('aria-disabled'))
      .toBe('true');
    expect((await member.trpc.plans.get.query({ id: plan.id })).jobId).toBeNull();
    await dialog.getByLabel(/to confirm/).fill(name);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/jobs/*');
    expect(await missing(await endsAs('SUCCESS'), source)).toEqual([]);
    const named = async (kind: string) =>
      JSON.stringify(await sandbox.listResources({ kind, ownerId: locations.petCare.id }));
    expect(await named('tag')).not.toContain('class regular');
    expect(await named('pipeline')).not.toContain('On trial');
    expect(await named('pipeline')).toContain('Offer made');
  });

  test('met no fault of the pages on the way', () => {
    // While the API was down the browser itself reports refused connections.
    expect(
      journey.complaints.filter(
        (text) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE/.test(text),
      ),
    ).toEqual([]);
  });
});
