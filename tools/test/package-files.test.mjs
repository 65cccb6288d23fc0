import { expect, it } from 'vitest';
import { fileProblems, mapProblems, textProblems } from '../package-files.mjs';

const sound = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts'];

it('A86: passes a package with code, types, README, licence and manifest', () => {
  expect(fileProblems(sound)).toEqual([]);
});

it.each(['package.json', 'README.md', 'LICENSE'])('A86: finds that %s is missing', (file) => {
  expect(fileProblems(sound.filter((name) => name !== file))).toEqual([`ships no ${file}`]);
});

it.each([
  ...['src/index.ts', '.env', 'dist/.env', 'tsconfig.json', 'dist/index.ts'],
  ...['test/a.test.ts', 'dist/a.test.js', 'dist/test/a.js', 'dist/key.pem', 'dist/film.mp4'],
])('A86: finds %s', (file) => {
  expect(fileProblems([...sound, file])).toEqual([`ships ${file}`]);
});

it('A86: finds that nothing was built', () => {
  expect(fileProblems(['package.json', 'README.md', 'LICENSE'])).toEqual(['ships no code']);
});

it('A64: passes a map of our own sources', () => {
  const sources = ['../src/index.ts', '../../protocol/src/pass.ts'];
  expect(mapProblems('dist/index.js.map', { sources })).toEqual([]);
});

it.each(['../node_modules/x/index.js', '/src/index.ts', '../../server/src/ibm.ts', '../.env'])(
  'A64: finds a map that shows %s',
  (source) => {
    expect(mapProblems('a.map', { sources: [source] })).toEqual([`a.map shows ${source}`]);
  },
);

const home = `/${'ho' + 'me'}/ada/film`;
const key = `-----BEGIN PRIVATE KEY-----\n${'A1b2'.repeat(16)}`;

it.each([
  ['a folder of one machine', `const at = '${home}';`, 'names a folder of one machine'],
  ['a registry', `regis${'try'}.npmjs.org`, 'names a package registry'],
  ['a private key', key, 'holds a private key'],
  ['a private key as code spells it', JSON.stringify(key), 'holds a private key'],
])('A64: finds %s in a text, and in what a map shows', (_what, text, problem) => {
  expect(textProblems('a.js', text)).toEqual([`a.js ${problem}`]);
  const map = { sources: ['../src/a.ts', '../src/b.ts'], sourcesContent: [null, text] };
  expect(mapProblems('a.map', map)).toEqual([`a.map ${problem}`]);
});

it('A64: finds a map whose sources are on one machine', () => {
  const map = { sources: ['../src/a.ts'], sourceRoot: home };
  expect(mapProblems('a.map', map)).toEqual(['a.map names a folder of one machine']);
});

it('control of A64: code that reads keys holds none', () => {
  const text = "const PEM = /-----BEGIN PRIVATE KEY-----/; const url = new URL('/home', page);";
  expect(textProblems('a.js', text)).toEqual([]);
});
