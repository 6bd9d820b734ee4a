import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';
import { pageLinks } from './build/page-links.ts';

const api = process.env.API_URL ?? 'http://localhost:4000';
const served = ['/trpc', '/auth', '/health', '/webhooks', '/schemas'];

/** Matches on the last node_modules: pnpm's own folder names contain other packages' names. */
const packages = (names: string) => new RegExp(`node_modules[\\\\/](?:${names})[\\\\/](?!.*node_modules)`);

export default defineConfig({
  plugins: [react(), tailwindcss(), pageLinks, compressed],
  server: { proxy: Object.fromEntries(served.map((path) => [path, { target: api, changeOrigin: true }])) },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    // Inlined assets would be data: URLs, which the CSP refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A browser opens six connections: few files, of what nearly every page shows. The rest is split by who imports it.
          groups: [
            {
              name: 'vendor',
              test: packages('react|react-dom|scheduler|use-sync-external-store|(?:@tanstack|@trpc)[\\\\/][^\\\\/]+'),
            },
            {
              name: 'parts',
              test: /lucide-react|[\\/]web[\\/]src[\\/](?:lib|components)[\\/](?!ui[\\/](?:tooltip|dialog|confirm-dialog)\.)/,
            },
            { name: 'dialog', test: /[\\/]web[\\/]src[\\/]components[\\/]ui[\\/](?:confirm-)?dialog\./ },
            { name: 'accounts', test: /[\\/]web[\\/]src[\\/]features[\\/]accounts[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
});
