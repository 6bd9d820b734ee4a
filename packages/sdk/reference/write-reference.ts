import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderReference } from './render-reference.ts';

/** `node packages/sdk/reference/write-reference.ts`, after a declaration of the SDK has changed. */
export const referenceFile = fileURLToPath(new URL('../../../docs/sdk.md', import.meta.url));

if (import.meta.main) {
  writeFileSync(referenceFile, renderReference());
  execFileSync('oxfmt', [referenceFile]);
}
