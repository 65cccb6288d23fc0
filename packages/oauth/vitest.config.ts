import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['playgate-source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['playgate-source', ...defaultServerConditions] } },
  test: {
    name: 'oauth',
    environment: 'node',
    isolate: false,
    include: ['test/**/*.test.ts'],
    expect: { poll: { timeout: 10_000 } },
    setupFiles: ['./test/support/property-seed.ts'],
  },
});
