import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CliError } from '../cli-error.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

/** What a folder's commands have in common. Never a key: it is meant to be committed. */
const project = z.strictObject({
  url: z.string().optional(),
  profile: z.string().optional(),
  account: z.string().optional(),
  blueprint: z.string().optional(),
  variables: z.record(z.string(), value).optional(),
});
export type Project = z.infer<typeof project>;

const fileName = 'groundwork.yaml';

/** The nearest one, from the folder upwards. */
export function readProject(folder: string): Project {
  const path = findUpwards(folder);
  if (path === null) return {};
  const fail = (what: string) =>
    new CliError(`${path} cannot be used: ${what}. It may hold url, profile, account, blueprint and variables.`, {
      code: 'PROJECT_FILE_INVALID',
      where: [path],
    });
  let read: unknown;
  try {
    read = parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    throw fail(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  const parsed = project.safeParse(read);
  if (parsed.success) return parsed.data;
  throw fail(parsed.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`.trim()).join('; '));
}

function findUpwards(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, fileName);
    if (existsSync(path)) return path;
    if (dirname(at) === at) return null;
  }
}
