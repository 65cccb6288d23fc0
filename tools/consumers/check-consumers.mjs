// Installs the packages from their tarballs where a user would, with npm, and sees that they work there:
//  page   a plain HTML page with script tags
//  vite   an empty Vite project with React and TypeScript
//  next   Next.js: rendered on the server, alive in the browser, with the pass handler as a route
// Each page asks for a pass, is denied, and must say so; nothing else may be written to the browser's console as an error.
// `check-consumers.mjs vite next` checks those only.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideChromium } from '../browsers.mjs';
import { startedAt, table } from '../report.mjs';
import { run } from '../run.mjs';
import { openPage } from './open-page.mjs';
import { packPackages } from './pack-packages.mjs';
import { serveFolder } from './serve-folder.mjs';
import { startNext } from './start-next.mjs';

const fixtures = join(dirname(fileURLToPath(import.meta.url)), 'fixtures');
const folder = mkdtempSync(join(tmpdir(), 'playgate-consumers-'));
const asked = process.argv.slice(2);
const chromium = provideChromium(console.log);

/** @type {Record<string, (project: string) => Promise<string[]>>} */
const CONSUMERS = { page, vite, next };

try {
  const tarballs = await packPackages(join(folder, 'tarballs'));
  const rows = [];
  for (const [name, check] of Object.entries(CONSUMERS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const clock = startedAt();
    const problems = await check(await install(name, tarballs));
    for (const problem of problems) console.error(`${name}: ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
    rows.push([name, problems.length === 0 ? 'works' : 'FAILS', clock.elapsed()]);
  }
  console.log(table(rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} project */
async function page(project) {
  const server = await serveFolder(project);
  try {
    return await openPage(chromium, server.origin);
  } finally {
    await server.close();
  }
}

/** @param {string} project */
async function vite(project) {
  await need(project, 'npm', ['run', 'build', '--silent']);
  return await page(join(project, 'dist'));
}

/** @param {string} project */
async function next(project) {
  await need(project, 'npm', ['run', 'build', '--silent']);
  const server = await startNext(project);
  try {
    const html = await (await fetch(server.origin)).text();
    const rendered = /Rendered on the server/.test(html) && /class="film"/.test(html);
    return [
      ...(rendered ? [] : ['the markup does not come from the server']),
      ...(/poster\.svg/.test(html) ? [] : ['the poster does not come from the server']),
      ...(await openPage(chromium, server.origin)),
    ];
  } finally {
    await server.close();
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} tarballs
 */
async function install(name, tarballs) {
  const project = join(folder, name);
  cpSync(join(fixtures, name), project, { recursive: true });
  const flags = [
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
  ];
  await need(project, 'npm', ['install', ...flags, ...tarballs]);
  return project;
}

/**
 * @param {string} cwd
 * @param {string} command
 * @param {readonly string[]} args
 */
async function need(cwd, command, args) {
  // npm runs in another Node here than the one it came with, which may know the machine's certificates by itself.
  const options = `${process.env['NODE_OPTIONS'] ?? ''} --use-system-ca`.trim();
  const env = { NEXT_TELEMETRY_DISABLED: '1', NODE_OPTIONS: options };
  const { code } = await run(command, args, { cwd, env, quiet: true });
  if (code !== 0) throw new Error(`${command} ${args[0]} failed in ${cwd}`);
}
