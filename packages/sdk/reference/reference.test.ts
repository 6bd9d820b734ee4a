import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as sdk from '../src/index.ts';
import { createFakeGroundwork } from '../src/testing/index.ts';
import { renderReference } from './render-reference.ts';
import { referenceFile } from './write-reference.ts';

// The formatter sets lists and code in its own way; words are compared.
const words = (text: string): string => text.replaceAll(/[\s;,]+/g, ' ').trim();

test('docs/sdk.md says what the declarations say: else run packages/sdk/reference/write-reference.ts', () => {
  expect(words(readFileSync(referenceFile, 'utf8'))).toBe(words(renderReference()));
});

test('every function, every class and every noun is in it', () => {
  const text = renderReference();
  for (const name of Object.keys(sdk)) expect(text).toMatch(new RegExp(`^##+ ${name}$`, 'm'));
  for (const [name, part] of Object.entries(createFakeGroundwork())) {
    if (name === 'calls' || name === 'programme') continue;
    expect(text).toContain(typeof part === 'function' ? `- \`gw.${name}(` : `## gw.${name}\n`);
  }
});
