import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchOptions } from '../scripts/chromium.ts';
import { root } from '../scripts/root.ts';
import { chromiumPath } from './open-journey.ts';

const source = stripTypeScriptTypes(readFileSync(join(root, 'apps/web/src/lib/keep-focus.ts'), 'utf8'));
const document = `<main tabindex="-1" id="main">
  <section id="list"><ul>
    <li id="a"><button id="a-remove">Remove</button></li>
    <li id="b"><button id="b-remove">Remove</button></li>
    <li id="c"><button id="c-remove">Remove</button></li>
  </ul></section>
  <div id="bar"><button id="start">Start</button></div>
</main>`;

describe.runIf(chromiumPath)('the focus, when what has it goes', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch(launchOptions(chromiumPath ?? ''));
    page = await browser.newPage();
  });
  beforeEach(async () => {
    await page.goto('about:blank');
    await page.setContent(document);
    await page.addScriptTag({ type: 'module', content: `${source};keepFocus();document.body.dataset.ready = '';` });
    await page.locator('body[data-ready]').waitFor();
  });
  afterAll(() => browser?.close());

  /** Of what has it. */
  const focused = () => page.evaluate('document.activeElement.id || document.activeElement.tagName');
  const openDialog = `document.body.insertAdjacentHTML('beforeend', '<div role="dialog" id="dialog"><button id="yes">Yes</button></div>');
    document.getElementById('yes').focus()`;

  test.each([
    ['the first row', 'a', 'b'],
    ['a row between others', 'b', 'c'],
    ['the last row', 'c', 'b'],
  ])('goes from %s to the one beside it', async (_which, gone, there) => {
    await page.focus(`#${gone}-remove`);
    await page.evaluate(`document.getElementById('${gone}').remove()`);
    await expect.poll(focused).toBe(there);
    expect(await page.locator('[tabindex="-1"]').count()).toBe(2);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe(`${there}-remove`);
    expect(await page.locator('li[tabindex]').count()).toBe(0);
  });

  test('goes from the only row to the region around the list', async () => {
    await page.focus('#b-remove');
    await page.evaluate(`document.querySelector('ul').remove()`);
    await expect.poll(focused).toBe('list');
  });

  test('goes from a button to the one that takes its place, or to its row', async () => {
    await page.focus('#a-remove');
    await page.evaluate(`document.getElementById('a').innerHTML = '<button id="a-restore">Restore</button>'`);
    await expect.poll(focused).toBe('a-restore');
    await page.evaluate(`document.getElementById('a').innerHTML = 'Gone'`);
    await expect.poll(focused).toBe('a');
  });

  test.each([
    ['after it', '<p><button id="more">Show more</button></p><p><a id="after" href="#">After</a></p>', 'after'],
    ['before it, at the end', '<p><button id="more">Show more</button></p>', 'c-remove'],
  ])('goes from what nothing replaces to what is %s in its section', async (_where, rest, there) => {
    await page.evaluate(`document.getElementById('list').insertAdjacentHTML('beforeend', '${rest}')`);
    await page.focus('#more');
    await page.evaluate(`document.getElementById('more').parentElement.remove()`);
    await expect.poll(focused).toBe(there);
  });

  test('goes from what nothing replaces, and no section holds, to the top of the page', async () => {
    await page.focus('#start');
    await page.evaluate(`document.getElementById('bar').remove()`);
    await expect.poll(focused).toBe('main');
  });

  test('goes from a dialog back to what opened it', async () => {
    await page.focus('#start');
    await page.evaluate(openDialog);
    await page.evaluate(`document.getElementById('dialog').remove()`);
    await expect.poll(focused).toBe('start');
  });

  test.each([
    ['before it', `document.getElementById('a').remove(); document.getElementById('dialog').remove()`],
    [
      'after it',
      `document.getElementById('dialog').remove(); setTimeout(() => document.getElementById('a').remove(), 50)`,
    ],
  ])('goes from a dialog to the row that follows, where its own went %s', async (_when, act) => {
    await page.focus('#a-remove');
    await page.evaluate(openDialog);
    await page.evaluate(act);
    await expect.poll(focused).toBe('b');
  });

  test('goes through a menu that opened the dialog to what opened the menu', async () => {
    await page.focus('#b-remove');
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<div role="menu" id="menu"><div role="menuitem" tabindex="-1" id="item">Remove</div></div>');
       document.getElementById('item').focus()`,
    );
    await page.evaluate(`${openDialog}; document.getElementById('menu').remove()`);
    expect(await focused()).toBe('yes');
    await page.evaluate(`document.getElementById('dialog').remove()`);
    await expect.poll(focused).toBe('b-remove');
  });

  test('stays in a dialog that a click beside it does not close', async () => {
    await page.focus('#start');
    await page.evaluate(openDialog);
    await page.mouse.click(600, 400);
    await expect.poll(focused).toBe('yes');
  });

  test('stays with whatever took it by itself', async () => {
    await page.focus('#a-remove');
    await page.evaluate(`document.getElementById('a').remove(); document.getElementById('start').focus()`);
    await page.evaluate('new Promise((done) => setTimeout(done))');
    expect(await focused()).toBe('start');
  });

  test('is nowhere after a click beside everything, whatever goes then', async () => {
    await page.focus('#a-remove');
    await page.mouse.click(600, 400);
    await expect.poll(focused).toBe('BODY');
    await page.evaluate('new Promise((done) => setTimeout(done))');
    await page.evaluate(`document.getElementById('a').remove()`);
    await page.evaluate('new Promise((done) => setTimeout(done))');
    expect(await focused()).toBe('BODY');
  });
});
