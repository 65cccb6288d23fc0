import { expect, it } from 'vitest';
import { oneWayFolders } from '../../workspace/one-way-folders.mjs';
import { memberOf, saneWorkspace, source } from './sane-workspace.mjs';

it('passes a sane workspace', () => {
  expect(oneWayFolders(saneWorkspace())).toEqual([]);
});

it.each([
  [
    'two folders that use each other',
    {
      'keep/a.ts': "import '../place/b.ts';",
      'place/b.ts': "import type { A } from '../keep/a.ts';",
    },
    'packages/client/src: keep → place → keep is a circle of folders',
  ],
  [
    'a longer way around, from a folder that is not on it',
    {
      'ask/a.ts': "import '../keep/b.ts';",
      'keep/b.ts': "export { c } from '../place/deep/c.ts';",
      'place/deep/c.ts': "await import('../../play/d.ts');",
      'play/d.ts': "import '../keep/b.ts';",
    },
    'packages/client/src: keep → place → play → keep is a circle of folders',
  ],
])('check 14 finds %s', (_what, files, problem) => {
  const workspace = saneWorkspace();
  const { sources } = memberOf(workspace, 'client');
  for (const [path, text] of Object.entries(files))
    sources.push(source(`packages/client/src/${path}`, text));
  expect(oneWayFolders(workspace)).toEqual([problem]);
});

it('check 14 lets files beside the folders use them, and be used', () => {
  const workspace = saneWorkspace();
  memberOf(workspace, 'client').sources.push(
    source('packages/client/src/top.ts', "import './keep/a.ts';"),
    source('packages/client/src/keep/a.ts', "import '../top.ts';\nimport '../place/b.ts';"),
    source('packages/client/src/place/b.ts', "import './c.ts';"),
  );
  expect(oneWayFolders(workspace)).toEqual([]);
});
