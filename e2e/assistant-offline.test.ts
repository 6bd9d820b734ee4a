import { fixtures } from '@groundwork/ghl-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { expectFitElsewhere, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** Nobody set up a language model. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };

describe.runIf(chromiumPath)('the assistant without a language model, in the browser', () => {
  let journey: Journey;
  let page: Page;
  let member: SignedIn;

  beforeAll(async () => {
    journey = await openJourney(/status of 401/);
    ({ page } = journey);
    await signInThere(page, '/blueprints/new?describe=true');
    await editorOf(page).locator.waitFor();
    member = await signIn(journey.instance.url);
  });
  afterAll(() => journey?.end());

  stopAfterAFailure();

  const panel = () => page.getByRole('region', { name: 'Assistant' });
  const answer = () => panel().getByRole('article');

  test('a composer answers, says what it is not, and what it made can be saved and planned', patience, async () => {
    await panel().getByText('No language model is set up: a composer matches words').waitFor();
    await panel().getByRole('button', { name: 'A dental clinic' }).click();
    await panel().getByRole('button', { name: 'Propose' }).click();
    await page.getByRole('region', { name: 'Proposal' }).getByRole('button', { name: 'Take all' }).click();
    await answer().getByText('The composer, which is not a language model').waitFor();
    await answer()
      .getByText(/creates \d+ in an empty account/)
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
    await page.getByRole('button', { name: 'Save blueprint' }).click();
    await page.getByRole('link', { name: 'New version' }).waitFor();
    const [saved] = await member.trpc.blueprints.list.query();
    const version = await member.trpc.blueprints.get.query({ blueprintId: saved?.id ?? '' });
    expect(version.resources.length).toBeGreaterThan(3);
    const variables = Object.fromEntries(
      version.variables.flatMap(({ name, type, required }) =>
        required ? [[name, { string: 'x', number: 1, boolean: true, list: ['x'] }[type]]] : [],
      ),
    );
    const locationId = fixtures.locations.accounting.id;
    const plan = await member.trpc.plans.create.mutate({ locationId, blueprintVersionId: version.id, variables });
    expect(plan.summary.create).toBe(version.resources.length);
  });

  test('it has questions for a goal that says nothing', patience, async () => {
    await page.goto('/blueprints/new?describe=true');
    await panel().getByRole('textbox', { name: 'What must these accounts hold?' }).fill('Something nice');
    await panel().getByRole('button', { name: 'Propose' }).click();
    const form = panel().getByRole('form', { name: 'Questions of the assistant' });
    await form.waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('it describes a blueprint, and the usage page counts no token', patience, async () => {
    const [saved] = await member.trpc.blueprints.list.query();
    await page.goto(`/blueprints/${saved?.id ?? ''}`);
    await page.getByRole('button', { name: 'Describe for the client' }).click();
    const dialog = page.getByRole('dialog', { name: 'For the client' });
    await dialog.getByRole('button', { name: 'Download .md' }).waitFor();
    await dialog.getByText('The composer, which is not a language model').waitFor();
    const { totals } = await member.trpc.assistant.usage.query();
    expect(totals).toMatchObject({ questions: 3, calls: 0, offlineAnswers: 3, inputTokens: 0, outputTokens: 0 });
  });

  test('too many questions are refused with the time to wait, which runs down', patience, async () => {
    const ask = () =>
      fetch(new URL('/trpc/assistant.ask?batch=1', journey.instance.url), {
        method: 'POST',
        headers: { cookie: member.cookie, 'content-type': 'application/json', 'trpc-accept': 'application/jsonl' },
        body: JSON.stringify({ 0: { task: 'explain', question: 'What is a tag?', source: '' } }),
      }).then((response) => response.text());
    for (let answers = ''; !answers.includes('RATE_LIMITED');) answers = await ask();
    await page.goto('/blueprints/new');
    await panel().getByText('Ask', { exact: true }).first().click();
    await panel().getByRole('textbox').fill('What is a tag?');
    await panel().getByRole('button', { name: 'Ask' }).click();
    await answer().getByText('You have asked 30 questions within 10 minutes').waitFor();
    const wait = answer().getByText(/^Possible again in/);
    const shown = await wait.innerText();
    await expect.poll(() => wait.innerText()).not.toBe(shown);
    const again = answer().getByRole('button', { name: 'Ask again' });
    await expect.poll(() => again.getAttribute('aria-disabled')).toBe('true');
    expect(await violationsOf(page)).toEqual([]);
  });

  test('met no fault of the pages on the way', () => {
    expect(journey.complaints).toEqual([]);
  });
});
