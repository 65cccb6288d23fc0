import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

const page = (name: string): string => fileURLToPath(new URL(`site/${name}.html`, import.meta.url));

export default defineConfig({
  root: 'site',
  logLevel: 'warn',
  plugins: [react()],
  resolve: { conditions: ['playgate-source', ...defaultClientConditions] },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: [page('harness'), page('ibm'), page('react')] },
  },
});
