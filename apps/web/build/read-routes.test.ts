import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRoutes } from './read-routes.ts';

const source = readFileSync(new URL('../src/router.tsx', import.meta.url), 'utf8');
const pages = new Map(readRoutes(source).map((page) => [page.path, page]));

test('reads the path of every page, and the files of the layouts around it', () => {
  expect(pages.get('/jobs/$jobId')).toMatchObject({ files: ['routes/job.tsx'], needsSession: true });
  expect(pages.get('/settings/members')?.files).toEqual(['routes/settings.tsx', 'routes/settings-members.tsx']);
  expect(pages.get('/sign-in')).toMatchObject({ files: ['routes/sign-in.tsx'], needsSession: false });
});

test('takes an address that leads on at once for the page it leads to', () => {
  expect(pages.get('/')).toMatchObject({ files: ['routes/accounts.tsx'], needsSession: true });
  expect(readRoutes(source).findLast(({ path }) => path === '/settings')?.files).toContain(
    'routes/settings-profile.tsx',
  );
});

test('refuses a page that is written in another way, rather than leave it out', () => {
  const odd = source.replace("import('./routes/jobs.tsx')", "import(\n './routes/jobs.tsx')");
  expect(() => readRoutes(odd)).toThrow(/lazy pages/);
});
