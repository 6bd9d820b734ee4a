import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.API_URL ?? 'http://localhost:4000';
const served = ['/trpc', '/auth', '/health', '/webhooks', '/schemas'];

/** Matches on the last node_modules: pnpm's own folder names contain other packages' names. */
const packages = (names: string) => new RegExp(`node_modules[\\\\/](?:${names})[\\\\/](?!.*node_modules)`);

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: { proxy: Object.fromEntries(served.map((path) => [path, { target: api, changeOrigin: true }])) },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    // Inlined assets would be data: URLs, which the CSP refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: packages('react|react-dom|scheduler') },
            {
              name: 'router',
              test: packages('@tanstack[\\\\/](?:react-router|router-core|history|react-store|store)'),
            },
            { name: 'query', test: packages('@tanstack[\\\\/](?:react-query|query-core)|@trpc') },
          ],
        },
      },
    },
  },
});
