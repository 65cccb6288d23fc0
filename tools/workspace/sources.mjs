import { basename } from 'node:path';

/** @typedef {import('./read-workspace.mjs').Workspace} Workspace */
/** @typedef {import('./read-workspace.mjs').SourceFile} SourceFile */

const MAX_LINES = 250;
const NAMELESS = /^(utils?|types?|helpers?|common|misc|constants?|shared)\.(ts|tsx|mjs|js)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|config|d))*\.(ts|tsx|js|mjs)$/;
/** Comments that silence a tool, and notes of work not done. */
const SILENCERS = /(@ts-(ignore|expect-error|nocheck)|(oxlint|eslint)-disable)/;
const UNDONE = /\b(TODO|FIXME|XXX|HACK)\b/;

/**
 * A file is named as the one thing it exports, in kebab-case.
 *
 * @param {Workspace} workspace
 */
export function fileNames(workspace) {
  return everySource(workspace).flatMap(({ path }) => {
    const name = basename(path);
    if (NAMELESS.test(name)) return [`${path}: says nothing; name the file as what it exports`];
    return KEBAB.test(name) ? [] : [`${path}: is not in kebab-case`];
  });
}

/**
 * A source exports by name, silences no tool, leaves nothing undone and is short.
 *
 * @param {Workspace} workspace
 */
export function sourceRules(workspace) {
  return everySource(workspace).flatMap((file) =>
    ruleProblems(file).map((problem) => `${file.path}: ${problem}`),
  );
}

/** @param {SourceFile} file */
function ruleProblems({ path, text, imports, exportsStar, exportsDefault }) {
  const lines = text.split('\n').length - 1;
  const bare = imports.filter(({ from }) => /^\.{1,2}\//.test(from) && !/\.\w+$/.test(from));
  /** @type {[boolean, string][]} */
  const faults = [
    [exportsStar, 'has `export *`; list the names'],
    [exportsDefault && path.endsWith('.ts'), 'has a default export; give it a name'],
    [SILENCERS.test(text), 'silences a tool; mend what it says'],
    [UNDONE.test(text), 'says that something is still to do'],
    [lines > MAX_LINES, `has ${lines} lines, more than ${MAX_LINES}; it holds several concepts`],
    ...bare.map(
      ({ from }) => /** @type {[boolean, string]} */ ([true, `imports ${from} without .ts`]),
    ),
  ];
  return faults.flatMap(([found, problem]) => (found ? [problem] : []));
}

/** @param {Workspace} workspace */
function everySource({ packages }) {
  return packages
    .filter(({ dir }) => dir.startsWith('packages/'))
    .flatMap(({ sources }) => sources);
}
