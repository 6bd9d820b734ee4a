import { readFile } from 'node:fs/promises';
import { fixtures } from '@groundwork/ghl-sandbox';
import { openOpenaiServer, type OpenaiServer } from '@groundwork/integrations/testing/openai';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';
import { assistantOf } from './assistant.ts';
import { asksBack, suggests, writes } from './assistant-answers.ts';
import { expectFitElsewhere, signInThere, stopAfterAFailure, violationsOf } from './browser.ts';
import { editorOf } from './editor.ts';
import { chromiumPath, type Journey, openJourney } from './open-journey.ts';

/** The assistant before a language model that says what the test tells it to. Each test goes on where the one before ended. */

const patience = { timeout: 180_000 };
const frontDesk = `groundwork: 1
name: Front desk
resources:
  tag:
    vip: { name: vip } # asked for by the owner
  customField:
    insurer:
      name: Insurer
      dataType: TEXT
  pipeline:
    patients:
      name: Patients
      stages:
        - { name: New }
        - { name: Booked }
`;
const clinic = writes(
  {
    name: 'Bright Smile',
    description: 'For dental clinics.',
    resources: [
      { kind: 'tag', address: 'new_patient', name: 'new patient' },
      { kind: 'tag', address: 'recall', name: 'recall due' },
      {
        kind: 'pipeline',
        address: 'patients',
        name: 'Patients',
        stages: [{ name: 'New enquiry' }, { name: 'Booked' }],
      },
    ],
  },
  { summary: 'Made for a clinic: two tags and a pipeline.', notes: ['Reminders are built by hand.'] },
);
const recall = { kind: 'tag', address: 'recall', name: 'recall due' };
const birthday = { kind: 'customField', address: 'birthday', name: 'Birthday', dataType: 'DATE' };
const hours = { kind: 'customValue', address: 'hours', name: 'Opening hours', value: 'Monday to Friday' };

describe.runIf(chromiumPath)('the assistant in the browser', () => {
  let provider: OpenaiServer;
  let journey: Journey;
  let page: Page;
  let member: SignedIn;
  let blueprintId = '';

  beforeAll(async () => {
    provider = await openOpenaiServer();
    const env = { OPENAI_API_KEY: 'sk-test-journey', OPENAI_BASE_URL: provider.baseUrl };
    journey = await openJourney(/status of 401|ERR_INTERNET_DISCONNECTED/, env);
    ({ page } = journey);
    await signInThere(page, '/blueprints');
    await page.getByRole('heading', { name: 'Blueprints' }).waitFor();
    member = await signIn(journey.instance.url);
  });
  afterAll(async () => {
    await journey?.end();
    await provider?.close();
  });

  stopAfterAFailure();

  const panel = () => assistantOf(page).panel;
  const answer = () => assistantOf(page).answer;
  const proposal = () => assistantOf(page).proposal;
  const box = () => assistantOf(page).box;
  const send = (words: string) => assistantOf(page).send(words);
  const edit = async () => {
    await page.goto(`/blueprints/${blueprintId}?edit=true`);
    await editorOf(page).locator.waitFor();
    await panel().getByRole('button', { name: 'Suggest improvements' }).waitFor();
  };
  const lastAsked = () =>
    provider.requests
      .at(-1)
      ?.messages.map(({ content }) => content)
      .join('\n') ?? '';

  test('a goal grows into a draft before one’s eyes, and ends as a diff that saves nothing', patience, async () => {
    await page.getByRole('link', { name: 'Describe what you need' }).first().click();
    await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('TEXTAREA');
    await panel().getByText('gpt-4o-mini writes, gpt-4.1-nano explains.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await panel().getByRole('button', { name: 'A dental clinic' }).click();
    await expect.poll(() => box().inputValue()).toContain('dental');
    let isSeen = false;
    provider.next({ fault: 'slow', firstMs: 0, betweenMs: 50, text: clinic, mayEnd: () => isSeen });
    await send('Two tags and a pipeline for a dental clinic');
    await proposal().getByText('Being written').waitFor();
    await proposal().getByText('new patient').waitFor();
    isSeen = true;
    await proposal().getByRole('button', { name: 'Take all' }).waitFor();
    await answer().getByText('Made for a clinic: two tags and a pipeline.').waitFor();
    await answer().getByText('creates 3 in an empty account: 2 tags, 1 pipeline').waitFor();
    await answer().getByText('Reminders are built by hand.').waitFor();
    await answer()
      .getByText(/^gpt-4o-mini\S* · [\d,]+ tokens, \$0\.\d+$/)
      .waitFor();
    expect(await member.trpc.blueprints.list.query()).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
    await proposal().getByRole('button', { name: 'Take all' }).click();
    await expect.poll(() => editorOf(page).text()).toContain('name: recall due');
    await page.getByRole('button', { name: 'Save blueprint' }).click();
    await page.getByRole('heading', { name: 'Bright Smile' }).waitFor();
  });

  test('one change is taken and another left, and what nobody spoke of stays as it was', patience, async () => {
    ({ blueprintId } = await member.trpc.blueprints.save.mutate({ source: frontDesk }));
    await edit();
    provider.next(writes({ resources: [recall, birthday] }, { summary: 'A tag and a field.' }));
    await send('A tag for recalls, and a field for the birthday');
    await proposal().getByText('2 changes').waitFor();
    await proposal().getByRole('button', { name: 'Take this change' }).first().click();
    await proposal().getByText('1 change', { exact: false }).waitFor();
    await proposal().getByRole('button', { name: 'Leave this change' }).click();
    await proposal().waitFor({ state: 'detached' });
    await answer().getByText('The text has changed since this was asked').waitFor();
    await page.getByRole('button', { name: /Save as version 2/ }).click();
    await page.getByRole('link', { name: 'New version' }).waitFor();
    const { source, version } = await member.trpc.blueprints.get.query({ blueprintId });
    expect(version).toBe(2);
    expect(source).toContain('recall due');
    expect(source).toContain('# asked for by the owner');
    expect(source).not.toContain('Birthday');
  });

  test('what the goal lacks is asked, and the answers go along with it', patience, async () => {
    await edit();
    const question = { question: 'Which insurers?', why: 'They become options.', options: ['Any', 'Two of them'] };
    provider.next(asksBack([question, { question: 'Who edits it?', why: 'It decides.', options: [] }]));
    await send('Let patients choose their insurer');
    const form = panel().getByRole('form', { name: 'Questions of the assistant' });
    await form.getByRole('button', { name: 'Two of them' }).click();
    await expect.poll(() => form.getByRole('textbox', { name: 'Which insurers?' }).inputValue()).toBe('Two of them');
    await form.getByRole('textbox', { name: 'Who edits it?' }).fill('The front desk');
    expect(await violationsOf(page)).toEqual([]);
    provider.next(writes({ resources: [hours] }, { summary: 'Done as you said.' }));
    await form.getByRole('button', { name: 'Go on' }).click();
    await answer().getByText('Done as you said.').waitFor();
    expect(lastAsked()).toContain('Two of them');
    expect(lastAsked()).toContain('The front desk');
    await proposal().getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => editorOf(page).text()).not.toContain('Opening hours');
    await answer().getByRole('button', { name: 'Show as a diff' }).click();
    await proposal().getByText('1 change').waitFor();
    await proposal().getByRole('button', { name: 'Dismiss' }).click();
    await panel().getByRole('button', { name: 'Let patients choose their insurer' }).click();
    await form.waitFor();
  });

  test('faults are explained, and the explanation can be taken along', patience, async () => {
    await editorOf(page).fill(frontDesk.replace('dataType: TEXT', 'dataType: TEXTT'));
    provider.next('# One fault\n\nThe field **Insurer** has a type that does not exist. [More](https://example.com)');
    await panel().getByRole('button', { name: 'Explain the faults' }).click();
    await answer().getByRole('heading', { name: 'One fault' }).waitFor();
    expect(lastAsked()).toContain('TEXTT');
    await expect.poll(() => answer().getByRole('link').count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      answer().getByRole('button', { name: 'Download .md' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('explain-the-faults.md');
    expect(await readFile(await download.path(), 'utf8')).toContain('does not exist');
  });

  test('a suggestion leads to its place, and is a diff of its own', patience, async () => {
    await editorOf(page).fill(frontDesk);
    provider.next(
      suggests([
        {
          title: 'Add the hours',
          why: 'Clients ask.',
          reason: 'missing',
          addresses: [],
          change: { resources: [hours] },
        },
        {
          title: 'Keep patients',
          why: 'They hold data.',
          reason: 'risk',
          addresses: ['pipeline.patients'],
          change: null,
        },
      ]),
    );
    await panel().getByRole('button', { name: 'Suggest improvements' }).click();
    const list = answer().getByRole('list', { name: 'Suggestions' });
    await expect.poll(() => list.locator('li').first().innerText()).toMatch(/Risk[^]*Keep patients[^]*yours to decide/);
    await list.getByRole('button', { name: 'pipeline.patients' }).click();
    await panel().getByRole('button', { name: 'Explain pipeline.patients' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await list.getByRole('button', { name: 'Show as a diff: Add the hours' }).click();
    await proposal().getByRole('button', { name: 'Take all' }).click();
    await answer().getByText('The text says it already').waitFor();
  });

  test('whoever cancels ends the call at the provider too', patience, async () => {
    provider.next({ fault: 'hang' });
    await panel().getByText('Ask', { exact: true }).first().click();
    const before = provider.requests.length;
    await send('What is a pipeline?');
    await expect.poll(() => provider.requests.length).toBe(before + 1);
    await page.keyboard.press('Escape');
    await answer().getByText('Cancelled. Nothing was changed.').waitFor();
    await expect.poll(() => provider.aborted).toBe(1);
    provider.next('A pipeline is a row of stages.');
    await answer().getByRole('button', { name: 'Ask again' }).click();
    await answer().getByText('A pipeline is a row of stages.').waitFor();
  });

  test('the same question costs nothing the second time', patience, async () => {
    const before = provider.requests.length;
    await send('What is a pipeline?');
    await answer()
      .getByText(/kept from an earlier answer · no new tokens/)
      .waitFor();
    expect(provider.requests.length).toBe(before);
  });

  test('a line that breaks off is no answer, and asking again is all it takes', patience, async () => {
    await page.context().setOffline(true);
    await send('What is a stage?');
    await answer().getByText('The line broke off before the answer').waitFor();
    await page.context().setOffline(false);
    provider.next('A stage is a step of a pipeline.');
    await answer().getByRole('button', { name: 'Ask again' }).click();
    await answer().getByText('A stage is a step of a pipeline.').waitFor();
    expect(lastAsked()).toContain('What is a stage?');
  });

  test('whoever leaves the page ends the call too', patience, async () => {
    provider.next({ fault: 'hang' });
    const before = provider.requests.length;
    await send('What is a trigger link?');
    await expect.poll(() => provider.requests.length).toBe(before + 1);
    await page.getByRole('link', { name: 'Accounts' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await expect.poll(() => provider.aborted).toBe(2);
  });

  test('a plan is described for the client, and so is a blueprint', patience, async () => {
    const { id: versionId } = await member.trpc.blueprints.get.query({ blueprintId });
    const locationId = fixtures.locations.accounting.id;
    const plan = await member.trpc.plans.create.mutate({ locationId, blueprintVersionId: versionId, variables: {} });
    await page.goto(`/plans/${plan.id}`);
    provider.next({ fault: 'slow', firstMs: 0, betweenMs: 100, text: 'We add a **tag** for recalls and a pipeline.' });
    await page.getByRole('button', { name: 'Describe for the client' }).click();
    const dialog = page.getByRole('dialog', { name: 'For the client' });
    await dialog.getByText('We add a tag').waitFor();
    await dialog.getByRole('button', { name: 'Copy text' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.goto(`/blueprints/${blueprintId}`);
    provider.next('You get a tag.');
    await page.getByRole('button', { name: 'Describe for the client' }).click();
    await dialog.getByText('You get a tag.').waitFor();
    await expectFitElsewhere(page);
  });

  test('the usage page shows what was asked, and what it cost', patience, async () => {
    const { totals } = await member.trpc.assistant.usage.query();
    expect(totals.calls).toBe(provider.requests.length);
    expect(totals.cacheAnswers).toBe(1);
    await page.goto('/settings/assistant');
    const used = (totals.inputTokens + totals.outputTokens).toLocaleString('en');
    await page.getByRole('main').getByText(used, { exact: true }).first().waitFor();
    const calls = page.getByRole('region', { name: 'Newest calls' });
    await expect.poll(() => calls.getByText('Cancelled').count()).toBe(2);
    await calls.getByText('Cache').waitFor();
    await page.getByText('Never sent').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await expectFitElsewhere(page);
    await page.getByRole('link', { name: /^Before:/ }).click();
    await page.getByText(/^Nobody asked anything in/).waitFor();
    await page.getByRole('link', { name: /^After:/ }).click();
    await calls.waitFor();
  });

  test('who may only look is told so, on the usage page too', patience, async () => {
    const viewer = await journey.openAsViewer(`/blueprints/${blueprintId}?edit=true`);
    const theirs = viewer.getByRole('region', { name: 'Assistant' });
    await theirs.getByText('You can look, not ask').waitFor();
    const button = theirs.getByRole('button', { name: 'Propose' });
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true');
    await viewer.goto('/settings/assistant');
    await viewer.getByText('Owners and admins of your agency may change the limit.').waitFor();
    await expect.poll(() => viewer.getByRole('textbox', { name: 'Tokens a month' }).count()).toBe(0);
    expect(await violationsOf(viewer)).toEqual([]);
  });

  test('a provider that is down is said to be, and the composer answers in its place', patience, async () => {
    provider.otherwise({ fault: 'status', status: 503 });
    await edit();
    await send('Add tags for a dental clinic: recall due, no-show');
    await answer()
      .getByText(/The language model is not available/)
      .waitFor();
    await answer().getByText('The composer, which is not a language model').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('an admin who sets the limit to nothing leaves the composer alone', patience, async () => {
    await page.goto('/settings/assistant');
    await page.getByRole('textbox', { name: 'Tokens a month' }).fill('0');
    await page.getByRole('button', { name: 'Save the limit' }).click();
    await page.getByText('Your agency lets no language model answer').waitFor();
    expect((await member.trpc.assistant.status.query()).budget.limitTokens).toBe(0);
    const before = provider.requests.length;
    await edit();
    await panel().getByText('Your agency lets no language model answer').waitFor();
    await send('Add a tag for guests of a dental clinic');
    await answer().getByText('The composer, which is not a language model').waitFor();
    expect(provider.requests.length).toBe(before);
  });

  test('met no fault of the pages on the way', () => {
    expect(journey.complaints).toEqual([]);
  });
});
