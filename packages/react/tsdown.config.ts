import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/ibm-embed.tsx', 'src/player.ts'],
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  dts: true,
  fixedExtension: false,
  inputOptions: {
    onLog(level, log, report) {
      // The bundler warns that it might drop 'use client'. It keeps it, and a test watches over that.
      if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
    },
  },
});
