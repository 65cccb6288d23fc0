import react from '@vitejs/plugin-react';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

const site = fileURLToPath(new URL('site/', import.meta.url));
const WORKER = 'native-worker.ts';
const pages = readdirSync(site).filter((name) => name.endsWith('.html'));

export default defineConfig({
  root: 'site',
  logLevel: 'warn',
  plugins: [react()],
  resolve: { conditions: ['playgate-source', ...defaultClientConditions] },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: [...pages, WORKER].map((name) => `${site}${name}`),
      // A service worker controls what lies below it.
      output: {
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId === `${site}${WORKER}` ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
});
