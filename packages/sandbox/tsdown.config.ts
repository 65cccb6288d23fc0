import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/control.ts', 'src/seeded-random.ts', 'src/cli.ts'],
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
  copy: ['film', 'pages', 'src/server-only.js'],
});
