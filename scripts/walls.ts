import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Wall = { why: string; files: string; except: RegExp; forbidden: RegExp };

/** What package.json cannot refuse. */
const walls: Wall[] = [
  {
    why: 'the word for that token lives in apps/oauth and the sandbox only',
    files: '{apps,packages}/**/*.{ts,tsx,sql}',
    except: /^(apps\/oauth|packages\/ghl-sandbox)\//,
    forbidden: /refresh[\s_-]?token/i,
  },
  {
    why: 'the browser and the SDK take only types from the API: `import type`',
    files: '{apps/web,packages/sdk}/src/**/*.{ts,tsx}',
    except: /^$/,
    forbidden: /import\s+(?!type\b)[^;]*from '@groundwork\/api'|import\(\s*'@groundwork\/api'/,
  },
  {
    why: 'the browser takes nothing from the server side',
    files: '{apps/web,packages/shared}/src/**/*.{ts,tsx}',
    except: /\.test\.tsx?$/,
    forbidden: /from '(node:|@groundwork\/(core|db|integrations|oauth|server|ghl-sandbox)|@trpc\/server'|pg'|kysely')/,
  },
  {
    why: 'packages take values; only an app reads the environment',
    files: 'packages/{core,db,api,integrations,shared}/src/**/*.ts',
    except: /(\.test\.ts$)|packages\/db\/src\/embedded\//,
    forbidden: /process\.env/,
  },
  {
    why: 'a procedure cannot query: only core does',
    files: 'packages/api/src/**/*.ts',
    except: /^$/,
    forbidden: /from '(kysely|pg-boss|pg|@groundwork\/db)/,
  },
  {
    why: 'the sandbox must not share our misunderstandings',
    files: 'packages/ghl-sandbox/src/**/*.ts',
    except: /^$/,
    forbidden: /from '@groundwork\//,
  },
  {
    why: 'nothing imports an app',
    files: 'packages/*/src/**/*.ts',
    except: /^$/,
    forbidden: /from '(@groundwork\/(oauth|server|web)|(\.\.\/)+apps\/)/,
  },
];

/** `file:line why` for each place that reaches through a wall. */
export function breaches(root: string): string[] {
  return walls.flatMap(({ why, files, except, forbidden }) =>
    globSync(files, { cwd: root, exclude: (name) => name === 'node_modules' || name.startsWith('dist') })
      .filter((file) => !except.test(file))
      .toSorted()
      .flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8');
        const found = forbidden.exec(text);
        return found ? [`${file}:${text.slice(0, found.index).split('\n').length} ${why}`] : [];
      }),
  );
}
