import { accessSync, constants, existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const INSTALLERS = [
  {
    program: 'apt-get',
    steps: [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ],
  },
  { program: 'dnf', steps: [['install', '-y', '-q', 'chromium']] },
  { program: 'apk', steps: [['add', '--quiet', 'chromium']] },
];

/** Chromium cannot do without a system's browser: Playwright's own builds lack H.264. */
const ADVICE =
  'No Chromium was found and none could be installed. Install Chromium or Google Chrome, or set CHROMIUM to its path.';

/**
 * The path of a Chromium on this machine: what CHROMIUM names, or the system's, or one that the package manager installs just now.
 *
 * @param {(line: string) => void} say Hears that something is being installed.
 * @returns {string}
 * @throws {Error} With what to do, when there is none.
 */
export function provideChromium(say) {
  const asked = process.env['CHROMIUM'];
  if (asked !== undefined && asked !== '') {
    if (existsSync(asked)) return asked;
    throw new Error(`CHROMIUM names ${asked}, which does not exist. Correct it, or unset it.`);
  }
  return findChromium() ?? installChromium(say) ?? fail();
}

/** @returns {string | undefined} */
export function findChromium() {
  return NAMES.map(which).find((path) => path !== undefined) ?? PLACES.find(existsSync);
}

/** @param {(line: string) => void} say */
function installChromium(say) {
  const prefix = privilege();
  const installer = INSTALLERS.find(({ program }) => which(program) !== undefined);
  if (prefix === undefined || installer === undefined) return undefined;
  say(`No Chromium here: installing one with ${installer.program}`);
  for (const step of installer.steps) {
    const [command = '', ...args] = [...prefix, installer.program, ...step];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    if (spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status !== 0)
      return undefined;
  }
  return findChromium();
}

/** What goes before a command that needs root; undefined when root is out of reach. */
function privilege() {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n'] : undefined;
}

/** @param {string} program */
function which(program) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {never} */
function fail() {
  throw new Error(ADVICE);
}
