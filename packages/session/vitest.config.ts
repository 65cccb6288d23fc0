import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['playgate-source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['playgate-source', ...defaultServerConditions] } },
  test: {
    name: 'session',
    environment: 'node',
    isolate: false,
    include: ['test/**/*.test.ts'],
    setupFiles: ['./test/property-seed.ts'],
    testTimeout: 30_000,
  },
});
