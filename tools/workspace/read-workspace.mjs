import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { readModule } from './read-module.mjs';

/**
 * @typedef {{ path: string, text: string }} TextFile Paths are relative to the root, with slashes.
 * @typedef {TextFile & import('./read-module.mjs').Module} SourceFile
 * @typedef {object} Manifest What of a package.json the checks read.
 * @property {string} name
 * @property {string} [version]
 * @property {string} [license]
 * @property {string} [description]
 * @property {string} [type]
 * @property {boolean} [private]
 * @property {string[]} [files]
 * @property {unknown} [sideEffects]
 * @property {Record<string, string>} [engines]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, unknown>} [exports]
 * @property {{ access?: string, exports?: Record<string, unknown> }} [publishConfig]
 *
 * @typedef {object} Package
 * @property {string} dir For example `packages/client`.
 * @property {Manifest} manifest
 * @property {string[]} files Paths relative to the root.
 * @property {SourceFile[]} sources What lies in `src`.
 * @property {SourceFile[]} tests What lies in `test`.
 * @property {string[]} references Folders that its tsconfig.json refers to, relative to the root.
 *
 * @typedef {object} Lockfile
 * @property {Record<string, { dependencies?: Record<string, { version: string }> }>} importers
 * @property {Record<string, { dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }>} snapshots
 *
 * @typedef {object} Workspace
 * @property {Manifest} manifest The root's.
 * @property {string[]} references Of the root's tsconfig.json.
 * @property {Package[]} packages
 * @property {Record<string, string>} catalog
 * @property {Lockfile | undefined} lockfile
 * @property {TextFile[]} texts Every text file.
 */

const SKIPPED = new Set([
  ...['node_modules', 'dist', 'film', 'test-results', 'playwright-report'],
  ...['.git', '.tsbuild', '.turbo'],
]);
const TEXT =
  /(^|\/)(run|LICENSE|\.[a-z]+|[^/]+\.(ts|tsx|mjs|js|json|md|css|html|ya?ml|sh|svg|vtt))$/;
const SOURCE = /\.(ts|tsx|js|mjs)$/;

/**
 * Reads all that the checks look at.
 *
 * @param {string} root
 * @returns {Workspace}
 */
export function readWorkspace(root) {
  const paths = list(root, '');
  /** @param {string} path */
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const texts = paths.filter((path) => TEXT.test(path)).map((path) => ({ path, text: read(path) }));
  const lockfile = texts.find(({ path }) => path === 'pnpm-lock.yaml');
  return {
    manifest: JSON.parse(read('package.json')),
    references: readReferences(root, ''),
    packages: paths
      .filter((path) => basename(path) === 'package.json' && isMember(dirname(path)))
      .map((path) => readPackage(root, dirname(path), texts)),
    catalog: parseYaml(read('pnpm-workspace.yaml')).catalog,
    lockfile: lockfile === undefined ? undefined : parseYaml(lockfile.text),
    texts,
  };
}

/** @param {string} dir */
function isMember(dir) {
  return /^((packages|apps)\/[^/]+|e2e|bench|soak|tools)$/.test(dir);
}

/**
 * @param {string} root
 * @param {string} dir
 * @param {TextFile[]} texts
 * @returns {Package}
 */
function readPackage(root, dir, texts) {
  const own = texts.filter(({ path }) => path.startsWith(`${dir}/`));
  /** @param {string} folder */
  const modules = (folder) =>
    own
      .filter(({ path }) => path.startsWith(`${dir}/${folder}/`) && SOURCE.test(path))
      .map((file) => ({ ...file, ...readModule(file) }));
  return {
    dir,
    manifest: JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8')),
    files: own.map(({ path }) => path),
    sources: modules('src'),
    tests: modules('test'),
    references: readReferences(root, dir),
  };
}

/**
 * @param {string} root
 * @param {string} dir
 * @returns {string[]}
 */
function readReferences(root, dir) {
  const file = join(root, dir, 'tsconfig.json');
  if (!existsSync(file)) return [];
  /** @type {{ references?: { path: string }[] }} */
  const { references = [] } = JSON.parse(readFileSync(file, 'utf8'));
  return references.map(({ path }) => join(dir, path).replaceAll('\\', '/'));
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function list(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (SKIPPED.has(entry.name)) return [];
    return entry.isDirectory() ? list(root, path) : [path];
  });
}
