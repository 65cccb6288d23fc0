import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const resolve = { conditions: ['playgate-source', ...defaultClientConditions] };
const ssr = { resolve: { conditions: ['playgate-source', ...defaultServerConditions] } };
const test = {
  environment: 'jsdom',
  isolate: false,
  testTimeout: 30_000,
  include: ['test/**/*.test.{ts,tsx}'],
  setupFiles: ['test/setup.ts'],
};

export default defineConfig({
  test: {
    projects: [
      { resolve, ssr, test: { ...test, name: 'react-19' } },
      {
        // One alias for what Vite resolves, one hook (in the set-up file) for what Node does.
        resolve: {
          ...resolve,
          alias: [{ find: /^(react|react-dom)(?=$|\/)/, replacement: '$1-18' }],
        },
        ssr,
        test: { ...test, name: 'react-18', setupFiles: ['test/react-18.ts', 'test/setup.ts'] },
      },
    ],
  },
});
