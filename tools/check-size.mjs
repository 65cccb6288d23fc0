// What a viewer downloads before the first frame: what an application names of each browser entry, bundled and minified alone, in
// brotli, against its limit. What is loaded later (a dynamic import) is printed beside it and not limited, unless `whole` counts it, too.
// Where the bar that was set for an entry is not met yet, `bar` names it, the limit keeps it from growing, and the table says so.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { bundleSize, fileSize } from './bundle-size.mjs';
import { table } from './report.mjs';
import { root } from './run.mjs';

const FRAMEWORKS = ['react', 'react-dom', 'video.js'];
/** What adapters share, of the client. */
const ADAPTER = join(root, 'packages/client/dist/adapter.js');

/** Limits in bytes. Those of the client and of the script-tag file, which holds it, are what was reached and 3 % more. */
const BUNDLES = [
  {
    entry: '@playgate/client',
    names: '{ createPassClient }',
    external: FRAMEWORKS,
    limit: 13_450,
    bar: 5000,
  },
  {
    // Alone; beside a client that the page has already, 2.6 kB of it.
    entry: '@playgate/client/session',
    names: '{ createBackendSession }',
    external: FRAMEWORKS,
    limit: 6200,
  },
  {
    entry: '@playgate/oauth',
    names: '{ createOAuth }',
    external: FRAMEWORKS,
    limit: 5200,
  },
  {
    // With oauth4webapi: 7.5 kB of it.
    name: '@playgate/oauth, all of it',
    entry: '@playgate/oauth',
    names: '{ createOAuth }',
    external: FRAMEWORKS,
    whole: true,
    limit: 19_300,
    bar: 11_000,
  },
  {
    // With what it takes of the client's adapter.
    entry: '@playgate/videojs',
    names: '*',
    external: [...FRAMEWORKS, '@playgate/client'],
    alias: { '@playgate/client/adapter': ADAPTER },
    limit: 7000,
  },
  {
    // Beside the plugin, with what both hold.
    entry: '@playgate/videojs/eme',
    names: '*',
    external: [...FRAMEWORKS, '@playgate/client', '@playgate/client/adapter'],
    limit: 3000,
  },
  {
    entry: '@playgate/videojs/remote-playback',
    names: '*',
    external: [...FRAMEWORKS, '@playgate/client'],
    limit: 500,
  },
  ...['hlsjs', 'shaka', 'dashjs', 'fetch', 'native'].map((engine) => ({
    entry: `@playgate/engines/${engine}`,
    names: '*',
    external: [...FRAMEWORKS, '@playgate/client'],
    limit: 2000,
  })),
  // A page and a service worker: nobody loads both.
  ...['registerPlaygateWorker', 'handlePlaygateFetch'].map((name) => ({
    name: `@playgate/engines/worker, ${name}`,
    entry: '@playgate/engines/worker',
    names: `{ ${name} }`,
    external: [...FRAMEWORKS, '@playgate/client'],
    limit: 2000,
  })),
  {
    // All of it: what engines share, and what no page loads twice. 0.9 kB are a parser that the client has, too.
    name: '@playgate/client/adapter',
    entry: ADAPTER,
    names: '*',
    external: [...FRAMEWORKS, '@playgate/client'],
    limit: 4700,
  },
  {
    entry: '@playgate/react',
    names: '*',
    external: [...FRAMEWORKS, '@playgate/client', '@playgate/videojs'],
    limit: 1500,
  },
  {
    name: '@playgate/client/ibm-embed',
    // By its file: by its name it would be external, too.
    entry: '../packages/client/dist/ibm-embed.js',
    names: '*',
    external: [...FRAMEWORKS, '@playgate/client'],
    limit: 2100,
  },
  {
    entry: '@playgate/react/ibm-embed',
    names: '*',
    external: [...FRAMEWORKS, '@playgate/client'],
    limit: 1100,
  },
  {
    entry: '@playgate/react/player',
    names: '*',
    external: [...FRAMEWORKS, '@playgate/client', '@playgate/videojs'],
    limit: undefined,
  },
];
const SCRIPT_TAG = { pattern: 'packages/videojs/dist/*.global.js', limit: 20_200, bar: 12_000 };

const sizes = await Promise.all(
  BUNDLES.map(
    async ({ entry, name = entry, names, external, alias, limit, bar, whole = false }) => {
      const from = join(root, 'tools');
      const size = await bundleSize(`export ${names} from '${entry}'`, external, from, alias);
      return { name, limit, bar, ...(whole ? { first: size.first + size.later, later: 0 } : size) };
    },
  ),
);
for (const file of globSync(SCRIPT_TAG.pattern, { cwd: root }))
  sizes.push({
    name: file,
    limit: SCRIPT_TAG.limit,
    bar: SCRIPT_TAG.bar,
    first: fileSize(join(root, file)),
    later: 0,
  });
if (sizes.length === BUNDLES.length) throw new Error(`Nothing matches ${SCRIPT_TAG.pattern}`);

/** @param {number | undefined} bytes */
const kB = (bytes) => (bytes === undefined ? '–' : `${(bytes / 1000).toFixed(2)} kB`);
const isOver = (/** @type {{ first: number, limit: number | undefined }} */ { first, limit }) =>
  limit !== undefined && first > limit;

/** @param {{ first: number, limit: number | undefined, bar?: number | undefined }} size */
function verdict({ first, limit, bar }) {
  if (isOver({ first, limit })) return 'OVER';
  return bar !== undefined && first > bar ? `MISSES ITS BAR of ${kB(bar)}` : 'ok';
}

console.log(
  table([
    ['brotli', 'before the first frame', 'limit', 'later', ''],
    ...sizes.map((size) => [
      ...[size.name, kB(size.first), kB(size.limit), kB(size.later)],
      verdict(size),
    ]),
  ]),
);
process.exitCode = sizes.some(isOver) ? 1 : 0;
