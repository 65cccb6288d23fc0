import { expect, it } from 'vitest';
import { exportsTrap, publishedExports } from '../../workspace/exports.mjs';
import { memberOf, saneWorkspace } from './sane-workspace.mjs';

it.each([exportsTrap, publishedExports])('$name passes a sane workspace', (check) => {
  expect(check(saneWorkspace())).toEqual([]);
});

/** @param {Record<string, unknown>} target */
function withServerEntry(target) {
  const workspace = saneWorkspace();
  const { manifest } = memberOf(workspace, 'server');
  manifest.exports = { ...manifest.exports, './ibm': target };
  return workspace;
}

const dist = './dist/ibm.js';
const trap = './dist/server-only.js';
const types = './dist/ibm.d.ts';

it.each([
  ['no trap', { types, workerd: dist, 'edge-light': dist, default: dist }],
  ['null for browsers', { types, workerd: dist, 'edge-light': dist, browser: null, default: dist }],
  [
    'browser before workerd',
    { types, browser: trap, workerd: dist, 'edge-light': dist, default: dist },
  ],
  [
    'default before browser',
    { types, workerd: dist, 'edge-light': dist, default: dist, browser: trap },
  ],
  ['the code itself', { types, workerd: dist, 'edge-light': dist, browser: dist, default: dist }],
  [
    'a source without a trap',
    {
      'playgate-source': './src/ibm.ts',
      types,
      workerd: dist,
      'edge-light': dist,
      browser: trap,
      default: dist,
    },
  ],
])('check 4 finds %s', (_what, target) => {
  const problems = exportsTrap(withServerEntry(target));
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.every((problem) => problem.includes('"./ibm"'))).toBe(true);
});

it('check 4 looks at what is published', () => {
  const workspace = saneWorkspace();
  memberOf(workspace, 'server').manifest.publishConfig = { exports: { '.': { default: dist } } };
  expect(exportsTrap(workspace)).not.toEqual([]);
});

it('check 5 finds a published map that differs, if only in its order', () => {
  const workspace = saneWorkspace();
  const { manifest } = memberOf(workspace, 'client');
  manifest.publishConfig = {
    exports: { '.': { default: './dist/index.js', types: './dist/index.d.ts' } },
  };
  expect(publishedExports(workspace)).toEqual([
    expect.stringContaining('publishConfig.exports must be exports without "playgate-source"'),
  ]);
});

it('check 5 finds a source that is not there', () => {
  const workspace = saneWorkspace();
  memberOf(workspace, 'client').files = [];
  expect(publishedExports(workspace)).toEqual([
    expect.stringContaining('packages/client/src/index.ts, which does not exist'),
  ]);
});
