import { defineConfig } from 'vitest/config';

const project = (name: string, include: string) => ({
  extends: true as const,
  test: { name, include: [`${include}/**/*.test.ts`] },
});

export default defineConfig({
  test: {
    globalSetup: ['packages/db/src/vitest-setup.ts'],
    // Vitest would leave one of two cores idle; most of these tests wait for processes.
    maxWorkers: 2,
    // A time-out is for what hangs: no test may need a machine that has nothing else to do.
    testTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 240_000,
    projects: [
      project('shared', 'packages/shared/src'),
      project('db', 'packages/db/src'),
      project('integrations', 'packages/integrations/src'),
      project('core', 'packages/core/src'),
      project('api', 'packages/api/src'),
      project('sdk', 'packages/sdk'),
      project('ghl-sandbox', 'packages/ghl-sandbox/src'),
      project('oauth', 'apps/oauth/src'),
      project('server', 'apps/server/src'),
      project('web', 'apps/web'),
      project('scripts', 'scripts'),
      project('deploy', 'deploy'),
      project('e2e', 'e2e'),
    ],
  },
});
