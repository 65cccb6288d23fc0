import { readFileSync, readdirSync } from 'node:fs';
import { defineConfig } from 'tsdown';
import type { Rolldown, UserConfig } from 'tsdown';

const LANGUAGES = new URL('src/lang/', import.meta.url);

/** What is loaded on demand is a file beside the builds: one for both of them. */
const onDemand: Rolldown.Plugin = {
  name: 'on-demand',
  resolveId(id) {
    const language = /^\.\/(\w+)\.json$/.exec(id)?.[1];
    if (language !== undefined) return { id: `./lang/${language}.js`, external: true };
    return id === './mount-ui.ts' ? { id: './ui.js', external: true } : undefined;
  },
};

/** TypeScript wants to know what it imports, and is told that a style sheet holds nothing. */
const styleTypes: Rolldown.Plugin = {
  name: 'style-types',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'playgate.css.d.ts', source: 'export {};\n' });
  },
};

const languages: Rolldown.Plugin = {
  name: 'languages',
  generateBundle() {
    for (const file of readdirSync(LANGUAGES).filter((name) => /^(?!en)\w+\.json$/.test(name))) {
      const texts: unknown = JSON.parse(readFileSync(new URL(file, LANGUAGES), 'utf8'));
      this.emitFile({
        type: 'asset',
        fileName: `lang/${file.replace(/json$/, 'js')}`,
        source: `export default ${JSON.stringify(texts)};\n`,
      });
    }
  },
};

const browser: UserConfig = { platform: 'browser', target: 'es2022' };
/** Bundles our packages, so that a page needs no bundler. */
const whole: UserConfig = {
  ...browser,
  dts: false,
  minify: true,
  clean: false,
  deps: { alwaysBundle: [/^@playgate\//], neverBundle: ['video.js'] },
  inputOptions: { resolve: { conditionNames: ['playgate-source', 'import', 'default'] } },
};

export default defineConfig([
  {
    ...browser,
    entry: ['src/index.ts'],
    format: 'esm',
    dts: true,
    fixedExtension: false,
    copy: ['src/ui/playgate.css'],
    plugins: [onDemand, languages, styleTypes],
  },
  {
    ...browser,
    entry: { eme: 'src/eme/index.ts', 'remote-playback': 'src/remote-playback/index.ts' },
    format: 'esm',
    dts: true,
    fixedExtension: false,
    clean: false,
  },
  {
    ...whole,
    entry: { ui: 'src/ui/mount-ui.ts' },
    format: 'esm',
    fixedExtension: false,
    plugins: [onDemand],
  },
  {
    ...whole,
    entry: { 'playgate-videojs': 'src/global.ts' },
    format: 'iife',
    globalName: 'Playgate',
    outputOptions: { entryFileNames: '[name].global.js', globals: { 'video.js': 'videojs' } },
    plugins: [onDemand],
  },
]);
