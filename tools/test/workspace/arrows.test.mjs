import { expect, it } from 'vitest';
import { importArrows, manifestArrows, optionalPlayer } from '../../workspace/arrows.mjs';
import { memberOf, saneWorkspace, source } from './sane-workspace.mjs';

it.each([manifestArrows, importArrows, optionalPlayer])(
  '$name passes a sane workspace',
  (check) => {
    expect(check(saneWorkspace())).toEqual([]);
  },
);

it.each(['dependencies', 'devDependencies', 'peerDependencies'])(
  'check 1 finds an arrow that points up in %s',
  (field) => {
    const workspace = saneWorkspace();
    Object.assign(memberOf(workspace, 'protocol').manifest, {
      [field]: { '@playgate/client': 'workspace:^' },
    });
    expect(manifestArrows(workspace)).toEqual([
      'packages/protocol/package.json: @playgate/protocol must not depend on @playgate/client',
    ]);
  },
);

it.each([
  ['a sibling', "import '@playgate/server/ibm';", 'must not import @playgate/server/ibm'],
  ['a type of a sibling', "import type { A } from '@playgate/server';", 'must not import'],
  ['a re-export', "export { a } from '@playgate/react';", 'must not import @playgate/react'],
  ['a lazy import', "await import('@playgate/server');", 'must not import @playgate/server'],
  ['a stranger', "import 'left-pad';", 'imports left-pad, which package.json lacks'],
  ['a way out', "import '../../server/src/secret.ts';", 'leaves the package'],
])('check 2 finds %s', (_what, text, problem) => {
  const workspace = saneWorkspace();
  memberOf(workspace, 'client').sources.push(source('packages/client/src/bad.ts', text));
  expect(importArrows(workspace)).toEqual([expect.stringContaining(problem)]);
});

it('check 2 looks at tests, which may use what only tests need', () => {
  const workspace = saneWorkspace();
  const client = memberOf(workspace, 'client');
  client.manifest.devDependencies = { vitest: 'catalog:' };
  client.tests.push(source('packages/client/test/a.test.ts', "import 'vitest';"));
  expect(importArrows(workspace)).toEqual([]);
  client.sources.push(source('packages/client/src/bad.ts', "import 'vitest';"));
  expect(importArrows(workspace)).toHaveLength(1);
});

it('checks 1 and 2 let the tests of the server play against the sandbox, and nothing else', () => {
  const workspace = saneWorkspace();
  const server = memberOf(workspace, 'server');
  const use = "import '@playgate/sandbox';";
  server.manifest.devDependencies = { '@playgate/sandbox': 'workspace:^' };
  server.tests.push(source('packages/server/test/a.test.ts', use));
  expect([...manifestArrows(workspace), ...importArrows(workspace)]).toEqual([]);
  server.sources.push(source('packages/server/src/bad.ts', use));
  expect(importArrows(workspace)).toEqual([
    'packages/server/src/bad.ts: must not import @playgate/sandbox',
  ]);
  server.manifest.dependencies = { '@playgate/sandbox': 'workspace:^' };
  expect(manifestArrows(workspace)).toEqual([
    'packages/server/package.json: @playgate/server must not depend on @playgate/sandbox',
  ]);
});

it('check 2 lets only the loader of stores import a module whose name is not written down', () => {
  const workspace = saneWorkspace();
  const { sources } = memberOf(workspace, 'server');
  const load = 'await import(pathToFileURL(file).href);';
  sources.push(source('packages/cli/src/vendors/load-store.ts', load));
  expect(importArrows(workspace)).toEqual([]);
  sources.push(source('packages/server/src/bad.ts', load));
  expect(importArrows(workspace)).toEqual([expect.stringContaining('packages/server/src/bad.ts')]);
});

it('check 2 does not count comments and strings', () => {
  const workspace = saneWorkspace();
  const text = "// import '@playgate/server'\nexport const a = \"import '@playgate/server'\";";
  memberOf(workspace, 'client').sources.push(source('packages/client/src/fine.ts', text));
  expect(importArrows(workspace)).toEqual([]);
});

it('check 3 finds video.js within reach of the React entry, however far', () => {
  const workspace = saneWorkspace();
  memberOf(workspace, 'react').sources.push(
    source('packages/react/src/player.ts', "import 'video.js';"),
    source('packages/react/src/use-pass.ts', "export { p } from './player.ts';"),
  );
  expect(optionalPlayer(workspace)).toEqual([]);
  memberOf(workspace, 'react').sources[0] = source(
    'packages/react/src/index.ts',
    "export { p } from './use-pass.ts';",
  );
  expect(optionalPlayer(workspace)).toEqual([
    'packages/react/src/player.ts: is reached from index.ts, so it must not import video.js',
  ]);
});
