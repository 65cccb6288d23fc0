import { expect, it } from 'vitest';
import { dependencyTrees } from '../../workspace/dependency-trees.mjs';
import {
  completeManifests,
  noInstallScripts,
  pinnedVersions,
  projectReferences,
} from '../../workspace/manifests.mjs';
import { member, memberOf, saneWorkspace } from './sane-workspace.mjs';

it.each([noInstallScripts, completeManifests, pinnedVersions, dependencyTrees, projectReferences])(
  '$name passes a sane workspace',
  (check) => {
    expect(check(saneWorkspace())).toEqual([]);
  },
);

it.each(['preinstall', 'install', 'postinstall', 'prepare'])('A87: check 6 finds %s', (script) => {
  const workspace = saneWorkspace();
  memberOf(workspace, 'client').manifest.scripts = { [script]: 'node x.js' };
  workspace.manifest.scripts = { [script]: 'node x.js' };
  expect(noInstallScripts(workspace)).toHaveLength(2);
});

it.each([
  ['another licence', { license: 'ISC' }],
  ['no version', { version: undefined }],
  ['another version than the rest', { version: '1.0.1' }],
  ['no description', { description: '' }],
  ['CommonJS', { type: 'commonjs' }],
  ['more than dist', { files: ['dist', 'src'] }],
  ['silence about side effects', { sideEffects: undefined }],
  ['restricted access', { publishConfig: { access: 'restricted' } }],
])('A86: check 7 finds %s', (_what, change) => {
  const workspace = saneWorkspace();
  Object.assign(memberOf(workspace, 'client').manifest, change);
  expect(completeManifests(workspace)).toHaveLength(1);
});

it('A86: check 7 finds a missing README, LICENSE and changelog', () => {
  const workspace = saneWorkspace();
  memberOf(workspace, 'client').files = [];
  workspace.texts = [];
  expect(completeManifests(workspace)).toEqual([
    'packages/client/package.json: needs a README.md beside it',
    'LICENSE: is missing, and every package ships it',
    'CHANGELOG.md: has no "## 1.0.0"',
  ]);
});

it('A86: check 7 finds a version that the changelog does not tell of', () => {
  const workspace = saneWorkspace();
  workspace.manifest.version = '1.1.0';
  for (const { manifest } of workspace.packages) manifest.version = '1.1.0';
  expect(completeManifests(workspace)).toEqual(['CHANGELOG.md: has no "## 1.1.0"']);
});

it.each([
  ['a range', { jose: '^1.2.3' }],
  ['an exact version beside the catalog', { jose: '1.2.3' }],
  ['a name that the catalog lacks', { hono: 'catalog:' }],
  ['one of ours from the registry', { '@playgate/protocol': '^1.0.0' }],
])('check 8 finds %s', (_what, dependencies) => {
  const workspace = saneWorkspace();
  memberOf(workspace, 'client').manifest.devDependencies = dependencies;
  expect(pinnedVersions(workspace)).toHaveLength(1);
});

it.each(['^1.2.3', '~1.2.3', '1.x', 'latest', '*', 'npm:jose@^1.2.3'])(
  'check 8 finds %s in the catalog and in the root',
  (version) => {
    const workspace = saneWorkspace();
    workspace.catalog = { jose: version };
    workspace.manifest.devDependencies = { turbo: version };
    expect(pinnedVersions(workspace)).toHaveLength(2);
  },
);

it('A88: check 9 finds a new dependency', () => {
  const workspace = saneWorkspace();
  lock(workspace, 'client', { jose: '1.2.3' });
  expect(dependencyTrees(workspace)).toEqual([
    'packages/client/package.json: brings along jose, which is not on its list',
  ]);
});

it('A88: check 9 finds a dependency that the lockfile lacks', () => {
  const workspace = saneWorkspace();
  memberOf(workspace, 'client').manifest.dependencies = { jose: 'catalog:' };
  expect(dependencyTrees(workspace)).toHaveLength(1);
});

it('A88: check 9 finds what a dependency brings along', () => {
  const workspace = saneWorkspace();
  lock(workspace, 'server', { hono: '1.0.0' });
  expect(dependencyTrees(workspace)).toEqual([
    'packages/server/package.json: brings along hono, which is not on its list',
    'packages/server/package.json: brings along surprise, which is not on its list',
  ]);
});

it('A88: check 9 takes the authorization server whole in the sandbox, and nowhere else', () => {
  const workspace = saneWorkspace();
  const snapshots = workspace.lockfile?.snapshots ?? {};
  snapshots['oidc-provider@1.0.0'] = { dependencies: { surprise: '2.0.0' } };
  workspace.packages.push(member('sandbox', {}));
  lock(workspace, 'sandbox', { 'oidc-provider': '1.0.0' });
  expect(dependencyTrees(workspace)).toEqual([]);
  lock(workspace, 'server', { 'oidc-provider': '1.0.0' });
  expect(dependencyTrees(workspace)).toEqual([
    'packages/server/package.json: brings along oidc-provider, which is not on its list',
  ]);
});

it('A88: check 9 wants a lockfile', () => {
  expect(dependencyTrees({ ...saneWorkspace(), lockfile: undefined })).toHaveLength(1);
});

it('check 10 finds a missing reference, from the root and between packages', () => {
  const workspace = saneWorkspace();
  workspace.references = workspace.references.filter((path) => !path.includes('client'));
  memberOf(workspace, 'client').references = [];
  expect(projectReferences(workspace)).toEqual([
    'tsconfig.json: does not refer to packages/client',
    'packages/client/tsconfig.json: does not refer to packages/protocol',
  ]);
});

/**
 * @param {import('../../workspace/read-workspace.mjs').Workspace} workspace
 * @param {string} name
 * @param {Record<string, string>} versions
 */
function lock({ packages, lockfile }, name, versions) {
  const part = packages.find(({ dir }) => dir === `packages/${name}`);
  if (part === undefined || lockfile === undefined) throw new Error(`no ${name}`);
  const names = Object.keys(versions);
  part.manifest.dependencies = Object.fromEntries(names.map((used) => [used, 'catalog:']));
  lockfile.importers[part.dir] = {
    dependencies: Object.fromEntries(
      Object.entries(versions).map(([used, version]) => [used, { version }]),
    ),
  };
}
