import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    hashlock: 'src/hashlock/index.ts',
    'catch-the-show': 'src/catch-the-show/index.ts',
    ibm: 'src/ibm/index.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
  copy: ['src/server-only.js'],
});
