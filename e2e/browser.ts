import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeEach } from 'vitest';

/** What axe finds serious or critical on the page as it stands. */
export async function violationsOf(page: Page): Promise<string[]> {
  // A legacy page is what axe needs where it may not open a second one of its own.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}

/** Everything the page throws or logs as an error goes to the list, but for answers that a test provokes. */
export function listenForFaults(page: Page, complaints: string[], expected: RegExp): void {
  page.setDefaultTimeout(30_000);
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
