import { posix } from 'node:path';

/** @typedef {import('./read-workspace.mjs').Workspace} Workspace */
/** @typedef {import('./read-workspace.mjs').Package} Package */
/** @typedef {import('./read-workspace.mjs').SourceFile} SourceFile */

const SCOPE = '@playgate/';

/** Which of ours each package may use. Apps, e2e, bench and tools are where siblings meet: they are not named here. */
const ARROWS = /** @type {Record<string, string[]>} */ ({
  protocol: [],
  client: ['protocol'],
  oauth: [],
  videojs: ['client'],
  engines: ['client'],
  react: ['client', 'videojs'],
  server: ['protocol'],
  session: ['server'],
  cli: ['server'],
  sandbox: [],
});

/** What only tests may use besides: those of sign-in, the server and the command play against the stand-in vendors. */
const TEST_ARROWS = /** @type {Record<string, string[]>} */ ({
  oauth: ['sandbox'],
  server: ['sandbox'],
  session: ['sandbox'],
  cli: ['sandbox'],
});

/** Files that load a module of the application's, whose name only the application knows. */
const LOADERS = [
  'packages/cli/src/vendors/load-store.ts',
  'packages/server/test/canary/coverage.test.ts',
];

/** What an interface promises is tested by whoever keeps the promise; and all adapters stand before the same authorizer. */
const CONTRACTS = [
  'packages/server/test/store-contract.ts',
  ...['fake-authorizer', 'fake-clock', 'fake-xhr', 'settled'].map(
    (name) => `packages/client/test/support/${name}.ts`,
  ),
];

/**
 * Every dependency among our packages, tests' included, is an arrow of the design.
 *
 * @param {Workspace} workspace
 */
export function manifestArrows({ packages }) {
  return published(packages).flatMap(({ dir, manifest }) => {
    const { name, dependencies, devDependencies, peerDependencies } = manifest;
    return [
      ...Object.keys({ ...dependencies, ...peerDependencies }).filter(
        (used) => !mayUse(name, used),
      ),
      ...Object.keys({ ...devDependencies }).filter((used) => !testsMayUse(name, used)),
    ]
      .filter((used) => used.startsWith(SCOPE))
      .map((used) => `${dir}/package.json: ${name} must not depend on ${used}`);
  });
}

/**
 * Every import is declared, follows the arrows and stays inside its package.
 *
 * @param {Workspace} workspace
 */
export function importArrows({ packages }) {
  return published(packages).flatMap(({ dir, manifest, sources, tests }) => {
    const { dependencies, peerDependencies, devDependencies } = manifest;
    const shipped = Object.keys({ ...dependencies, ...peerDependencies });
    const tested = [...shipped, ...Object.keys({ ...devDependencies })];
    return [
      ...sources.flatMap((file) => badImports(file, dir, manifest.name, shipped, mayUse)),
      ...tests.flatMap((file) => badImports(file, dir, manifest.name, tested, testsMayUse)),
    ];
  });
}

/**
 * An optional peer is out of reach of every entry but the subpath that needs it: `react` works without video.js.
 *
 * @param {Workspace} workspace
 */
export function optionalPlayer({ packages }) {
  const react = packages.find(({ manifest }) => manifest.name === `${SCOPE}react`);
  if (react === undefined) return [];
  return reachable(react, `${react.dir}/src/index.ts`).flatMap((file) =>
    file.imports
      .filter(({ from }) => /^(@playgate\/videojs|video\.js)(\/|$)/.test(from))
      .map(({ from }) => `${file.path}: is reached from index.ts, so it must not import ${from}`),
  );
}

/**
 * @param {SourceFile} file
 * @param {string} dir
 * @param {string} name
 * @param {string[]} declared
 * @param {(user: string, used: string) => boolean} allowed
 */
function badImports(file, dir, name, declared, allowed) {
  return file.imports.flatMap(({ from, dynamic }) => {
    const named = /^[\w@.:/-]+$/.test(from);
    if (dynamic && !named && LOADERS.includes(file.path)) return [];
    const problem = from.startsWith('.')
      ? wayOut(file.path, dir, from)
      : undeclared(name, from, declared, allowed);
    return problem === undefined ? [] : [`${file.path}: ${problem}`];
  });
}

/**
 * @param {string} path
 * @param {string} dir
 * @param {string} from
 */
function wayOut(path, dir, from) {
  const target = posix.join(posix.dirname(path), from);
  if (target.startsWith(`${dir}/`) || CONTRACTS.includes(target)) return undefined;
  return `${from} leaves the package; import it by its name`;
}

/**
 * @param {string} name
 * @param {string} from
 * @param {string[]} declared
 * @param {(user: string, used: string) => boolean} allowed
 */
function undeclared(name, from, declared, allowed) {
  const target = packageOf(from);
  if (from.startsWith('node:') || target === name) return undefined;
  if (target.startsWith(SCOPE) && !allowed(name, target)) return `must not import ${from}`;
  return declared.includes(target) ? undefined : `imports ${target}, which package.json lacks`;
}

/**
 * @param {Package} from
 * @param {string} entry
 */
function reachable({ sources }, entry) {
  /** @type {Map<string, SourceFile>} */
  const found = new Map();
  const queue = [entry];
  for (const path of queue) {
    const file = sources.find((source) => source.path === path);
    if (file === undefined || found.has(path)) continue;
    found.set(path, file);
    for (const { from } of file.imports)
      if (from.startsWith('.')) queue.push(posix.join(posix.dirname(path), from));
  }
  return [...found.values()];
}

/** @param {string} from */
function packageOf(from) {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * @param {string} user
 * @param {string} used
 */
function mayUse(user, used) {
  return user === used || ARROWS[short(user)]?.includes(short(used)) === true;
}

/**
 * @param {string} user
 * @param {string} used
 */
function testsMayUse(user, used) {
  return mayUse(user, used) || TEST_ARROWS[short(user)]?.includes(short(used)) === true;
}

/** @param {string} name */
function short(name) {
  return name.replace(SCOPE, '');
}

/** @param {Package[]} packages */
function published(packages) {
  return packages.filter(({ manifest }) => manifest.private !== true);
}
