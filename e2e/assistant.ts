import type { Locator, Page } from 'playwright-core';

export interface AssistantHand {
  panel: Locator;
  /** The newest question's. */
  answer: Locator;
  /** In the editor. */
  proposal: Locator;
  /** Where a goal or a question is written. */
  box: Locator;
  send(words: string): Promise<void>;
}

/** The assistant of a page, and the diff that it proposes. */
export function assistantOf(page: Page): AssistantHand {
  const panel = page.getByRole('region', { name: 'Assistant' });
  const box = panel.getByRole('textbox', { name: /What (must|do you want)/ });
  return {
    panel,
    answer: panel.getByRole('article'),
    proposal: page.getByRole('region', { name: 'Proposal' }),
    box,
    async send(words) {
      await box.fill(words);
      await page.keyboard.press('ControlOrMeta+Enter');
    },
  };
}
