import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['playgate-source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['playgate-source', ...defaultServerConditions] } },
  test: {
    name: 'client',
    environment: 'node',
    isolate: false,
    include: ['test/**/*.test.ts'],
    setupFiles: ['./test/support/property-seed.ts'],
  },
});
