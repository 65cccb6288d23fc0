import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: Object.fromEntries(
    ['hlsjs', 'shaka', 'dashjs', 'fetch', 'native', 'worker'].map((name) => [
      name,
      `src/${name}/index.ts`,
    ]),
  ),
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
});
