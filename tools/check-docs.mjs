// Compiles every ts and tsx example of the documentation, so that none of them can go stale.
// The examples are written beside the e2e package, because that one depends on all the others.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const out = join(root, 'e2e/.docs');

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`),
];

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
let count = 0;
for (const page of pages) {
  const text = readFileSync(join(root, page), 'utf8');
  for (const [, language = '', code = ''] of text.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)) {
    count += 1;
    const line = text.slice(0, text.indexOf(code)).split('\n').length;
    const name = `${page.replaceAll(/[/.]/g, '-')}-${line}.${language}`;
    writeFileSync(join(out, name), `${code}\nexport {};\n`);
  }
}
if (count === 0) throw new Error('No examples found.');
writeFileSync(
  join(out, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.base.json',
    compilerOptions: {
      noEmit: true,
      composite: false,
      declaration: false,
      declarationMap: false,
      emitDeclarationOnly: false,
      isolatedDeclarations: false,
      types: ['node', 'vite/client'],
    },
    include: ['*.ts', '*.tsx'],
  }),
);
execFileSync('tsc', ['-p', out], { stdio: 'inherit', shell: process.platform === 'win32' });
console.log(`${count} examples compile.`);
