import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';

export const desk = { width: 1280, height: 900 };
const phone = { width: 360, height: 800 };

/** What axe finds serious or critical on the page once it has settled: a colour on its way to another is neither. */
export async function violationsOf(page: Page): Promise<string[]> {
  const found = await violationsNow(page);
  for (let look = 1; look < 20 && found.length > 0; look += 1) {
    await page.waitForTimeout(300);
    found.splice(0, Infinity, ...(await violationsNow(page)));
  }
  return found;
}

async function violationsNow(page: Page): Promise<string[]> {
  // A legacy page is what axe needs where it may not open a second one of its own.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/** On a phone and in the dark the page is as good: axe finds nothing, and nothing is wider than the screen. */
export async function expectFitElsewhere(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(phone);
  expect(await violationsOf(page)).toEqual([]);
  await expect
    .poll(() => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'))
    .toBe(0);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desk);
}

/** What has the focus, as a person is told of it: `nowhere` where a key does nothing. */
export const focusOf = (page: Page): Promise<string> =>
  page.evaluate(
    `((on) => on === document.body ? 'nowhere' : on.id === 'main' ? 'main' : on.ariaLabel ?? on.labels?.[0]?.textContent ?? on.textContent)(document.activeElement)`,
  );

/** Signs in on the way to the path: as the first of the sandbox's people, or as who is named. */
export async function signInThere(page: Page, path: string, person?: RegExp): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Continue with GoHighLevel' }).click();
  if (person) await page.getByRole('radio', { name: person }).check();
  await page.getByRole('button', { name: 'Allow' }).click();
}

/** The text of every answer that the page gets from now on, but for the feed. */
export function keepAnswers(page: Page): Promise<string>[] {
  const answers: Promise<string>[] = [];
  page.on('response', (answer) => {
    if (/\/trpc\/(?!feed)/.test(answer.url())) answers.push(answer.text().catch(() => ''));
  });
  return answers;
}

/** Everything the page throws or logs as an error goes to the list, but for answers that a test provokes. */
export function listenForFaults(page: Page, complaints: string[], expected: RegExp): void {
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text());
  });
}

/** For tests that each stand on the one before: after a failure the rest could only time out. */
export function stopAfterAFailure(): void {
  let isBroken = false;
  beforeEach((test) => {
    test.onTestFailed(() => {
      isBroken = true;
    });
    test.skip(isBroken, 'an earlier step of the journey failed');
  });
}
