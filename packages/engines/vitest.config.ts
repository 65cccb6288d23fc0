import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['playgate-source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['playgate-source', ...defaultServerConditions] } },
  test: { name: 'engines', environment: 'jsdom', isolate: false, include: ['test/**/*.test.ts'] },
});
