import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { root } from './run.mjs';

/**
 * Bundles a module for browsers, as an application would, and measures it.
 *
 * @param {string} contents The module.
 * @param {readonly string[]} external What the page has already.
 * @param {string} from The folder whose node_modules hold what it imports.
 * @param {Record<string, string>} [alias] Modules of what is external that are counted all the same, with the files they are in.
 * @returns {Promise<{ first: number, later: number }>} Bytes in brotli: loaded with the module, and loaded by its dynamic imports. CSS not counted.
 */
export async function bundleSize(contents, external, from, alias = {}) {
  const { metafile, outputFiles } = await build({
    // Names of chunks hash the paths of their files, from here on: the figure is the same from wherever it is measured.
    absWorkingDir: root,
    stdin: { contents, resolveDir: from },
    alias,
    external: external.flatMap((name) => [name, `${name}/*`]),
    bundle: true,
    minify: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: 'out',
  });
  const code = Object.keys(metafile.outputs).filter((path) => path.endsWith('.js'));
  const first = reachedStatically(metafile.outputs, 'out/stdin.js');
  const sizes = new Map(
    outputFiles.map(({ path, contents }) => [
      path.slice(path.lastIndexOf('/') + 1),
      compressed(contents),
    ]),
  );
  /** @param {string[]} paths */
  const total = (paths) =>
    paths.reduce((sum, path) => sum + (sizes.get(path.replace('out/', '')) ?? 0), 0);
  return {
    first: total(code.filter((path) => first.has(path))),
    later: total(code.filter((path) => !first.has(path))),
  };
}

/** @param {string} file */
export function fileSize(file) {
  return compressed(readFileSync(file));
}

/** @param {Uint8Array} bytes */
function compressed(bytes) {
  return brotliCompressSync(bytes).length;
}

/**
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {string} entry
 */
function reachedStatically(outputs, entry) {
  const found = new Set([entry]);
  for (const path of found)
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') found.add(next);
  return found;
}
