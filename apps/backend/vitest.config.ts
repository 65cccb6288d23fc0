import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['playgate-source', ...defaultServerConditions] } },
  test: {
    name: 'app-backend',
    environment: 'node',
    isolate: false,
    include: ['test/**/*.test.ts'],
  },
});
