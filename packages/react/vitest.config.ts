import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['playgate-source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['playgate-source', ...defaultServerConditions] } },
  test: { name: 'react', environment: 'jsdom', include: ['test/**/*.test.{ts,tsx}'] },
});
