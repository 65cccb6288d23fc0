import react from '@vitejs/plugin-react';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

const site = fileURLToPath(new URL('site/', import.meta.url));
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
    rolldownOptions: { input: pages.map((name) => `${site}${name}`) },
  },
});
