import { expect, it } from 'vitest';
import { noForeignText } from '../../workspace/foreign-text.mjs';
import { fileNames, sourceRules } from '../../workspace/sources.mjs';
import { memberOf, saneWorkspace, source } from './sane-workspace.mjs';

it.each([fileNames, sourceRules, noForeignText])('$name passes a sane workspace', (check) => {
  expect(check(saneWorkspace())).toEqual([]);
});

/**
 * @param {string} name
 * @param {string} text
 */
function withSource(name, text) {
  const workspace = saneWorkspace();
  memberOf(workspace, 'client').sources.push(source(`packages/client/src/${name}`, text));
  return workspace;
}

it.each([
  'utils.ts',
  'types.ts',
  'helpers.ts',
  'lib/common.ts',
  'misc.ts',
  'PassKeeper.ts',
  'pass_keeper.ts',
])('check 11 finds %s', (name) => {
  expect(fileNames(withSource(name, ''))).toHaveLength(1);
});

it.each([
  ['export *', "export * from './a.ts';"],
  ['a default export', 'export default 1;'],
  ['a default export by name', 'const a = 1;\nexport { a as default };'],
  ['an import without its ending', "import { a } from './a';"],
  ['an ignored error', `// @ts-${'ignore'}\nexport const a = 1;`],
  ['an expected error', `// @ts-${'expect-error'} because\nexport const a = 1;`],
  ['a silenced linter', `// oxlint-${'disable'}-next-line\nexport const a = 1;`],
  ['an unfinished note', `// TO${'DO'} later\nexport const a = 1;`],
  ['a long file', '\n'.repeat(251)],
])('check 12 finds %s', (_what, text) => {
  expect(sourceRules(withSource('bad.ts', text))).toHaveLength(1);
});

it('check 12 lets a namespace be exported by name, and 250 lines be', () => {
  expect(sourceRules(withSource('fine.ts', "export * as a from './a.ts';"))).toEqual([]);
  expect(sourceRules(withSource('fine.ts', '\n'.repeat(250)))).toEqual([]);
});

it.each([
  ['a home', `see /${'home'}/ann/x`],
  ['a home on a Mac', `'/${'Users'}/ann'`],
  ['a temporary folder', `cat /${'tmp'}/x`],
  ['a registry', `https://${'registry'}.npmjs.org/x`],
])('check 13 finds %s', (_what, text) => {
  const workspace = saneWorkspace();
  workspace.texts.push({ path: 'README.md', text });
  expect(noForeignText(workspace)).toHaveLength(1);
});

it('check 13 lets the paths of URLs be', () => {
  const workspace = saneWorkspace();
  workspace.texts.push({
    path: 'README.md',
    text: `https://app.example/${'home'}/x /usr/bin/chromium`,
  });
  expect(noForeignText(workspace)).toEqual([]);
});
