// Builds every browser entry with esbuild, Vite, webpack and Rollup, from what is published, and looks into the bundles.
//  1 No entry brings server code, a `node:` module or a secret into the browser.
//  2 Importing @playgate/server, one of its subpaths, @playgate/session or @playgate/cli from browser code fails the build and says why.
//  3 The check can find a leak: three that are planted are found.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../report.mjs';
import { root } from '../run.mjs';
import { bundlers } from './bundlers.mjs';
import { findLeaks } from './find-leaks.mjs';
import { serverMarkers } from './server-markers.mjs';

const BROWSER_ENTRIES = [
  ...['@playgate/protocol', '@playgate/client', '@playgate/oauth', '@playgate/videojs'],
  ...['@playgate/videojs/eme', '@playgate/videojs/remote-playback'],
  ...['@playgate/react', '@playgate/react/ibm-embed', '@playgate/react/player'],
  ...['@playgate/client/ibm-embed', '@playgate/client/session', '@playgate/client/adapter'],
  ...['hlsjs', 'shaka', 'dashjs', 'fetch', 'native', 'worker'].map(
    (name) => `@playgate/engines/${name}`,
  ),
];
const BROWSER_PACKAGES = ['protocol', 'client', 'oauth', 'videojs', 'engines', 'react'];
const SERVER_ENTRIES = ['server', 'session', 'cli'].flatMap(entriesOf);
const REASON = /server-only/i;

const cache = join(root, 'tools', 'node_modules', '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'bleed-'));
const canary = `canary-${crypto.randomUUID()}`;
const markers = ['server', 'session', 'sandbox', 'cli'].flatMap((name) =>
  serverMarkers(root, name, BROWSER_PACKAGES),
);
/** @type {string[]} */
const problems = [];

try {
  plantSecrets();
  const rows = [];
  for (const [name, bundle] of Object.entries(bundlers)) {
    const clean = await count(BROWSER_ENTRIES, (entry) => isClean(name, bundle, entry));
    const trapped = await count(await refusedPages(), (page) => isTrapped(name, bundle, page));
    const found = await count(plantedLeaks(), (leak) => isFound(name, bundle, leak));
    rows.push([
      name,
      `${clean} entries clean`,
      `${trapped} imports of the server refused`,
      `${found} planted leaks found`,
    ]);
  }
  console.log(table(rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

/**
 * The modules that a package can be imported by.
 *
 * @param {string} name A folder of `packages`.
 */
function entriesOf(name) {
  const file = join(root, 'packages', name, 'package.json');
  /** @type {{ exports: Record<string, unknown> }} */
  const { exports } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.keys(exports)
    .filter((subpath) => !subpath.endsWith('.json'))
    .map((subpath) => `@playgate/${name}${subpath.slice(1)}`);
}

/** The same secret in every place that a build could take it from. */
function plantSecrets() {
  const names = ['PLAYGATE_SECRET', 'VITE_PLAYGATE_SECRET', 'NEXT_PUBLIC_PLAYGATE_SECRET'];
  for (const name of names) process.env[name] = canary;
  writeFileSync(join(folder, '.env'), names.map((name) => `${name}=${canary}`).join('\n'));
  write('secret.js', `export const secretKey = '${canary}';`);
  write(
    'backend.js',
    `import { createPassHandler } from '@playgate/server';
     import { secretKey } from './secret.js';
     export const handler = createPassHandler({ secretKey });`,
  );
}

/** Every way to ask for the server, each with a name that is really there. */
async function refusedPages() {
  const named = await Promise.all(
    SERVER_ENTRIES.map(async (entry) => {
      const [name] = Object.keys(await import(entry));
      return `import { ${name} } from '${entry}'; globalThis.leak = ${name};`;
    }),
  );
  return [
    ...named,
    "import * as all from '@playgate/server'; globalThis.leak = all;",
    "import '@playgate/server';",
    "globalThis.leak = import('@playgate/server');",
    "import { handler } from './backend.js'; globalThis.leak = handler;",
  ];
}

/** Leaks that go round the trap. */
function plantedLeaks() {
  const server = join(root, 'packages/server/dist/index.js').replaceAll('\\', '/');
  return [
    "import { secretKey } from './secret.js'; globalThis.leak = secretKey;",
    `import * as all from '${server}'; globalThis.leak = all;`,
    "import { createHash } from 'node:crypto'; globalThis.leak = createHash;",
  ];
}

/**
 * @param {string} name
 * @param {import('./bundlers.mjs').Bundler} bundle
 * @param {string} entry
 */
async function isClean(name, bundle, entry) {
  const page = write('page.js', `import * as all from '${entry}'; globalThis.kit = all;`);
  try {
    const leaks = findLeaks(await bundle(page), { markers, canary });
    problems.push(...leaks.map((leak) => `${name}: ${entry} holds ${leak}`));
    return leaks.length === 0;
  } catch (error) {
    problems.push(`${name}: ${entry} does not build: ${message(error)}`);
    return false;
  }
}

/**
 * @param {string} name
 * @param {import('./bundlers.mjs').Bundler} bundle
 * @param {string} text
 */
async function isTrapped(name, bundle, text) {
  try {
    await bundle(write('page.js', text));
  } catch (error) {
    if (REASON.test(message(error))) return true;
    problems.push(`${name}: fails without a reason for ${text}: ${message(error)}`);
    return false;
  }
  problems.push(`${name}: lets a browser build have ${text}`);
  return false;
}

/**
 * @param {string} name
 * @param {import('./bundlers.mjs').Bundler} bundle
 * @param {string} text
 */
async function isFound(name, bundle, text) {
  try {
    if (findLeaks(await bundle(write('page.js', text)), { markers, canary }).length > 0)
      return true;
  } catch {
    // The bundler found it first.
    return true;
  }
  problems.push(`${name}: the check did not find ${text}`);
  return false;
}

/**
 * @template T
 * @param {readonly T[]} cases
 * @param {(one: T) => Promise<boolean>} holds
 */
async function count(cases, holds) {
  let good = 0;
  for (const one of cases) if (await holds(one)) good += 1;
  return `${good}/${cases.length}`;
}

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  const path = join(folder, file);
  writeFileSync(path, text);
  return path;
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error);
}
