import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    hashlock: 'src/hashlock/index.ts',
    'catch-the-show': 'src/catch-the-show/index.ts',
    ibm: 'src/ibm/index.ts',
    stapi: 'src/stapi/index.ts',
    'secure-video': 'src/secure-video/index.ts',
    brightcove: 'src/brightcove/index.ts',
    mux: 'src/mux/index.ts',
    doctor: 'src/doctor/index.ts',
    handlers: 'src/handlers/index.ts',
    hls: 'src/hls/index.ts',
    oauth: 'src/oauth/index.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
  copy: ['src/server-only.js'],
});
