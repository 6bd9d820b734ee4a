import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});
export type Manifest = z.infer<typeof manifest>;

/** Every document of this folder and those below it, but the kustomizations. */
export const readManifests = (): Manifest[] =>
  globSync('**/*.yaml', { cwd: import.meta.dirname })
    .filter((file) => !file.endsWith('kustomization.yaml'))
    .flatMap((file) => parseAllDocuments(readFileSync(join(import.meta.dirname, file), 'utf8')))
    .map((document) => {
      for (const error of document.errors) throw error;
      return manifest.parse(document.toJS());
    });
