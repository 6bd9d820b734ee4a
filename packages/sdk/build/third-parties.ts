import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'rollup';
import type { Dependency, Options } from 'rollup-plugin-license';
import { mitText } from './mit-text.ts';

// It is CommonJS, and its types say otherwise.
const license = createRequire(import.meta.url)('rollup-plugin-license') as (options: Options) => Plugin;

/** What is bundled of others, as it turns up while bundling. */
export interface ThirdParties {
  /** One for each bundle. */
  collect(): Plugin;
  write(folder: string): void;
}

export const noticesFile = 'THIRD-PARTY-NOTICES';

/** Whose terms ask for no more than their own text beside a copy. */
const allowed = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0']);

export function createThirdParties(): ThirdParties {
  const found = new Map<string, Dependency>();
  return {
    collect: () =>
      license({
        thirdParty: {
          multipleVersions: true,
          output: (all) => {
            for (const one of all) found.set(nameOf(one), one);
          },
        },
      }),
    write(folder) {
      const all = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => noticeOf(one));
      writeFileSync(join(folder, noticesFile), [head, ...all].join(`\n${'-'.repeat(80)}\n\n`));
    },
  };
}

const head = 'This package holds code of the packages below, each under the terms that follow its name.\n';

const nameOf = ({ name, version }: Dependency): string => `${name ?? '?'} ${version ?? '?'}`;

/** A licence that asks for more, or one without a text, fails the build: a person has to look at it. */
function noticeOf(dependency: Dependency): string {
  const { license: id, licenseText, noticeText, repository, author } = dependency;
  const name = nameOf(dependency);
  if (id === null || !allowed.has(id)) throw new Error(`${name} is under ${id ?? 'no licence'}. May it be bundled?`);
  const text = licenseText?.trim() ?? (id === 'MIT' && author?.name ? mitText(author.name) : null);
  if (text === null) throw new Error(`${name} carries no text of its licence, ${id}, and names no author.`);
  const url = typeof repository === 'string' ? repository : repository?.url;
  return `${[`${name} (${id})`, ...(url ? [url] : []), '', text, ...(noticeText ? ['', noticeText.trim()] : [])].join('\n')}\n`;
}
