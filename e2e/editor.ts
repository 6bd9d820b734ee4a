import type { Locator, Page } from 'playwright-core';

export interface EditorHand {
  /** The text box itself; its text is drawn only as far as it can be seen. */
  locator: Locator;
  /** Puts another text in the place of the present one, as a person would paste it. */
  fill(text: string): Promise<void>;
  /** The whole text. Everything is selected afterwards. */
  text(): Promise<string>;
  /** Key by key, where the cursor is. */
  type(keys: string): Promise<void>;
  /** Takes the chosen one of the completions that are shown. */
  complete(): Promise<void>;
  /** Sets the cursor right behind the first such words. */
  placeAfter(words: string): Promise<void>;
}

/** The blueprint editor of a page, through keyboard and clipboard. */
export function editorOf(page: Page): EditorHand {
  const locator = page.getByRole('textbox', { name: /Blueprint text/ });
  const selectAll = async () => {
    await locator.focus();
    await page.keyboard.press('ControlOrMeta+a');
  };
  const text = async () => {
    await selectAll();
    return await page.evaluate<string>(copied);
  };
  return {
    locator,
    text,
    async fill(replacement) {
      await selectAll();
      if (replacement === '') await page.keyboard.press('Delete');
      else await page.evaluate(paste(replacement));
    },
    async type(keys) {
      await locator.focus();
      await page.keyboard.type(keys);
    },
    async complete() {
      await page.locator('.cm-tooltip-autocomplete [aria-selected]').waitFor();
      // So that nobody takes what has only just appeared, CodeMirror minds no key for the first 75 ms.
      await page.waitForTimeout(100);
      await page.keyboard.press('Enter');
    },
    async placeAfter(words) {
      const at = (await text()).indexOf(words);
      if (at < 0) throw new Error(`The text has no "${words}"`);
      await page.keyboard.press('ControlOrMeta+Home');
      for (let step = 0; step < at + words.length; step++) await page.keyboard.press('ArrowRight');
    },
  };
}

/** In the page: what a copy of the selection takes along. */
const copied = `(() => {
  const clipboardData = new DataTransfer();
  document.activeElement.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
  return clipboardData.getData('text/plain');
})()`;

/** In the page: puts the text where the selection is. */
const paste = (text: string) => `(() => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', ${JSON.stringify(text)});
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
})()`;
