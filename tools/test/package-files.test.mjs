import { expect, it } from 'vitest';
import { fileProblems, mapProblems } from '../package-files.mjs';

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
