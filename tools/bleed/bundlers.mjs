import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build as esbuild } from 'esbuild';
import { isBuiltin } from 'node:module';
import { basename, dirname } from 'node:path';
import { rollup } from 'rollup';
import { build as vite } from 'vite';
import webpack from 'webpack';

/**
 * @typedef {object} Bundle What a bundler made for browsers.
 * @property {string} code All of it.
 * @property {{ id: string, importers: readonly string[] }[]} modules What went in, and who asked for it.
 *
 * @typedef {(entry: string) => Promise<Bundle>} Bundler Rejects when the build fails, with what the bundler says.
 */

/** The page has these already. */
const EXTERNAL = ['react', 'react-dom', 'react/jsx-runtime', 'video.js'];

/** @type {Bundler} */
async function withEsbuild(entry) {
  const { metafile, outputFiles } = await esbuild({
    entryPoints: [entry],
    outdir: dirname(entry),
    external: EXTERNAL,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  const inputs = Object.entries(metafile.inputs);
  const imported = inputs.flatMap(([from, { imports }]) => imports.map((to) => ({ from, to })));
  return {
    code: outputFiles.map(({ text }) => text).join('\n'),
    modules: [...new Set([...inputs.map(([id]) => id), ...imported.map(({ to }) => to.path)])].map(
      (id) => ({
        id,
        importers: imported.filter(({ to }) => to.path === id).map(({ from }) => from),
      }),
    ),
  };
}

/** @type {Bundler} */
async function withVite(entry) {
  const seen = recorder();
  const result = await vite({
    configFile: false,
    root: dirname(entry),
    logLevel: 'silent',
    plugins: [seen.plugin],
    build: { write: false, minify: false, rolldownOptions: { input: entry, external: EXTERNAL } },
  });
  return { code: codeOf([result].flat()), modules: seen.modules };
}

/** @type {Bundler} */
async function withRollup(entry) {
  const seen = recorder();
  const build = await rollup({
    input: entry,
    external: EXTERNAL,
    plugins: [nodeResolve({ browser: true }), seen.plugin],
    onwarn(warning) {
      // Rollup only warns of what it cannot find, and leaves it to the page; other bundlers stop.
      if (warning.code === 'UNRESOLVED_IMPORT' && !isBuiltin(warning.exporter ?? ''))
        throw new Error(warning.message);
    },
  });
  return { code: codeOf([await build.generate({})]), modules: seen.modules };
}

/** @type {Bundler} */
function withWebpack(entry) {
  const compiler = webpack({
    mode: 'production',
    context: dirname(entry),
    entry,
    output: { path: dirname(entry), filename: `${basename(entry)}.out.js` },
    target: 'web',
    externals: Object.fromEntries(EXTERNAL.map((name) => [name, 'undefined'])),
    // One module stays one module, for the sake of the report.
    optimization: { minimize: false, concatenateModules: false },
    performance: false,
  });
  let code = '';
  compiler.hooks.assetEmitted.tap('read', (_file, { content }) => {
    code += content.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error !== null || stats === undefined) return reject(error);
      const { errors = [], modules = [] } = stats.toJson({
        all: false,
        modules: true,
        errors: true,
        reasons: true,
      });
      if (errors.length > 0) return reject(new Error(errors.map((e) => e.message).join('\n')));
      resolve({
        code,
        modules: modules.map(({ identifier = '', reasons = [] }) => ({
          id: identifier,
          importers: reasons.flatMap(({ moduleIdentifier }) => moduleIdentifier ?? []),
        })),
      });
    });
  });
}

/** A plugin of Rollup's kind that notes which modules went in. */
function recorder() {
  /** @type {Bundle['modules']} */
  const modules = [];
  return {
    modules,
    plugin: {
      name: 'record-modules',
      /** @this {{ getModuleIds(): Iterable<string>, getModuleInfo(id: string): { importers: readonly string[], dynamicImporters: readonly string[] } | null }} */
      generateBundle() {
        for (const id of this.getModuleIds()) {
          const info = this.getModuleInfo(id);
          modules.push({
            id,
            importers: [...(info?.importers ?? []), ...(info?.dynamicImporters ?? [])],
          });
        }
      },
    },
  };
}

/** @param {readonly object[]} results */
function codeOf(results) {
  return results
    .flatMap((result) => ('output' in result && Array.isArray(result.output) ? result.output : []))
    .map((chunk) => ('code' in chunk ? chunk.code : String(chunk.source)))
    .join('\n');
}

/** @type {Record<string, Bundler>} */
export const bundlers = {
  esbuild: withEsbuild,
  vite: withVite,
  webpack: withWebpack,
  rollup: withRollup,
};
