import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    adapter: 'src/adapter/index.ts',
    'ibm-embed': 'src/ibm-embed/index.ts',
    session: 'src/session/index.ts',
  },
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
  // The embed is built upon the entry, not into it: that one must hold nothing of a vendor.
  deps: { neverBundle: ['@playgate/client'] },
});
