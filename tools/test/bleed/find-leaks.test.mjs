import { expect, it } from 'vitest';
import { findLeaks } from '../../bleed/find-leaks.mjs';

const forbidden = {
  markers: [{ text: 'signs with the secret', from: 'packages/server' }],
  canary: 'canary-1',
};

/**
 * @param {string} code
 * @param {string[]} ids
 */
function leaks(code, ...ids) {
  return findLeaks({ code, modules: ids.map((id) => ({ id, importers: ['page.js'] })) }, forbidden);
}

it('A64, X3: finds nothing in a bundle of browser code', () => {
  expect(
    leaks("import React from 'react'; const node = 1;", 'packages/client/dist/index.js'),
  ).toEqual([]);
});

it.each([
  'packages/server/dist/ibm.js',
  '../packages/sandbox/dist/index.js',
  'packages/cli/dist/index.js',
  'node_modules/jose/dist/index.js',
  'node:crypto',
  '__vite-browser-external:node:crypto',
])('A64, X3: finds %s among the modules and names who let it in', (id) => {
  expect(leaks('', id)).toEqual([`module ${id}, imported by page.js`]);
});

it.each(['import a from "node:fs"', "require('node:fs')", 'import(`node:fs`)', 'import "node:fs"'])(
  'A64, X3: finds %s in the code',
  (code) => {
    expect(leaks(code)).toEqual(['an import of node:fs']);
  },
);

it('A64, X3: finds a string of the server, however it came in', () => {
  expect(leaks('a="signs with the secret"')).toEqual([
    '"signs with the secret" of packages/server',
  ]);
});

it('A64, X3: finds a canary secret', () => {
  expect(leaks('k="canary-1"', 'page.js')).toEqual(['the canary secret in one of page.js']);
});
