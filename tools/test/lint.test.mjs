import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root } from '../run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'playgate-lint-'));
copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }');
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * The rules that a file breaks.
 *
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
function lint(path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const oxlint = join(root, 'node_modules', '.bin', 'oxlint');
  const { stdout } = spawnSync(oxlint, ['--format=json', path], { cwd: folder, encoding: 'utf8' });
  rmSync(file);
  return JSON.parse(stdout).diagnostics.map((/** @type {{ code: string }} */ { code }) =>
    code.replace(/^.*\((.*)\)$/, '$1'),
  );
}

const long = `export function f(): void {\n${'  f();\n'.repeat(81)}}\n`;

it.each([
  ['no-explicit-any', 'export const a = (b: any): unknown => b;'],
  ['no-non-null-assertion', 'export const a = (b?: { c: number }): number => b!.c;'],
  ['no-default-export', 'export default 1;'],
  ['no-floating-promises', 'const a = async (): Promise<void> => {};\na();\nexport { a };'],
  ['only-throw-error', "export const a = (): never => {\n  throw 'b';\n};"],
  ['consistent-type-assertions', 'export const a = (b: unknown): string => b as string;'],
  ['max-lines', 'export const a = 1;\n'.replace('\n', '\n'.repeat(251)) + 'export const b = 1;\n'],
  ['max-lines-per-function', long],
  ['no-unused-vars', 'const a = 1;\nexport const b = 2;'],
  ['eqeqeq', 'export const a = (b: number): boolean => b == 1;'],
])('%s is enforced in sources', (rule, text) => {
  expect(lint('packages/client/src/bad.ts', text)).toContain(rule);
});

it('circles of imports are refused, those of types alone, too', () => {
  const other = join(folder, 'packages/client/src/other.ts');
  mkdirSync(dirname(other), { recursive: true });
  writeFileSync(other, "import type { A } from './bad.ts';\nexport type B = readonly A[];\n");
  const text = "import type { B } from './other.ts';\nexport interface A {\n  readonly b: B;\n}\n";
  expect(lint('packages/client/src/bad.ts', text)).toContain('no-cycle');
  rmSync(other);
});

it('rules of hooks are enforced in React sources', () => {
  const text =
    "import { useState } from 'react';\nexport function A(p: { b: boolean }): null {\n  if (p.b) useState(1);\n  return null;\n}\n";
  expect(lint('packages/react/src/bad.tsx', text)).toContain('rules-of-hooks');
});

it('a sound source passes', () => {
  expect(lint('packages/client/src/fine.ts', 'export const a = [1] as const;\n')).toEqual([]);
});
