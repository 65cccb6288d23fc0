import { readModule } from '../../workspace/read-module.mjs';

/** @typedef {import('../../workspace/read-workspace.mjs').Workspace} Workspace */
/** @typedef {import('../../workspace/read-workspace.mjs').Package} Package */

/**
 * A small workspace without a fault. Tests plant one each.
 *
 * @returns {Workspace}
 */
export function saneWorkspace() {
  const packages = [
    member('protocol', { 'index.ts': "export { parse } from './parse.ts';\n" }),
    member('client', { 'index.ts': "import { parse } from '@playgate/protocol';\n" }, ['protocol']),
    member('videojs', { 'index.ts': "import '@playgate/client';\n" }, ['client']),
    member('react', { 'index.ts': "import '@playgate/client';\n" }, ['client', 'videojs']),
    trapped(
      member('server', { 'index.ts': "import 'node:crypto';\n", 'server-only.js': '' }, [
        'protocol',
      ]),
    ),
  ];
  return {
    manifest: { name: 'playgate', version: '1.0.0', devDependencies: { turbo: '1.2.3' } },
    references: packages.map(({ dir }) => `${dir}/test`),
    packages,
    catalog: { jose: '1.2.3' },
    lockfile: {
      importers: Object.fromEntries(
        packages.map((part) => [part.dir, { dependencies: linked(part) }]),
      ),
      snapshots: { 'jose@1.2.3': {}, 'hono@1.0.0': { dependencies: { surprise: '2.0.0' } } },
    },
    texts: [
      { path: 'LICENSE', text: 'MIT' },
      { path: 'CHANGELOG.md', text: '# Changelog\n\n## 1.0.0\n' },
    ],
  };
}

/**
 * @param {Workspace} workspace
 * @param {string} name
 * @returns {Package}
 */
export function memberOf(workspace, name) {
  const found = workspace.packages.find(({ dir }) => dir === `packages/${name}`);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

/**
 * @param {string} path
 * @param {string} text
 */
export function source(path, text) {
  return { path, text, ...readModule({ path, text }) };
}

/**
 * @param {string} name
 * @param {Record<string, string>} sources
 * @param {string[]} uses
 * @returns {Package}
 */
export function member(name, sources, uses = []) {
  const dir = `packages/${name}`;
  const entry = { types: './dist/index.d.ts', default: './dist/index.js' };
  return {
    dir,
    manifest: {
      name: `@playgate/${name}`,
      version: '1.0.0',
      license: 'MIT',
      description: 'A part',
      type: 'module',
      files: ['dist'],
      sideEffects: false,
      dependencies: Object.fromEntries(uses.map((used) => [`@playgate/${used}`, 'workspace:^'])),
      exports: { '.': { 'playgate-source': './src/index.ts', ...entry } },
      publishConfig: { access: 'public', exports: { '.': entry } },
    },
    files: [`${dir}/README.md`, `${dir}/tsconfig.json`].concat(
      Object.keys(sources).map((file) => `${dir}/src/${file}`),
    ),
    sources: Object.entries(sources).map(([file, text]) => source(`${dir}/src/${file}`, text)),
    tests: [],
    references: uses.map((used) => `packages/${used}`),
  };
}

/** @param {Package} part */
function trapped(part) {
  const entry = {
    types: './dist/index.d.ts',
    workerd: './dist/index.js',
    'edge-light': './dist/index.js',
    browser: './dist/server-only.js',
    default: './dist/index.js',
  };
  const fromSource = { browser: './src/server-only.js', default: './src/index.ts' };
  return {
    ...part,
    manifest: {
      ...part.manifest,
      exports: { '.': { 'playgate-source': fromSource, ...entry } },
      publishConfig: { access: 'public', exports: { '.': entry } },
    },
  };
}

/** @param {Package} part */
function linked({ manifest }) {
  return Object.fromEntries(
    Object.keys(manifest.dependencies ?? {}).map((name) => [
      name,
      { version: name.replace('@playgate', 'link:..') },
    ]),
  );
}
