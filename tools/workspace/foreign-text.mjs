/** @typedef {import('./read-workspace.mjs').Workspace} Workspace */

// Written in pieces, or this file would be the first to break its own rule.
const MACHINE = new RegExp(
  `(^|[\\s"'\`(=:])/(${['ho' + 'me', 'Us' + 'ers', 'ro' + 'ot', 'wo' + 'rk', 'tm' + 'p'].join('|')})/[\\w.-]`,
  'm',
);
const REGISTRY = new RegExp(
  `${'regis' + 'try'}\\.(npmjs|yarnpkg|npmmirror)|_auth${'Tok' + 'en'}|${'verdac' + 'cio'}`,
);

/**
 * Nothing depends on the machine that somebody works at, or on where packages come from.
 *
 * @param {Workspace} workspace
 */
export function noForeignText({ texts }) {
  return texts.flatMap(({ path, text }) => foreignIn(text).map((what) => `${path}: ${what}`));
}

/**
 * What is wrong with a text.
 *
 * @param {string} text
 */
export function foreignIn(text) {
  const problems = [];
  if (MACHINE.test(text)) problems.push('names a folder of one machine');
  if (REGISTRY.test(text)) problems.push('names a package registry');
  return problems;
}
