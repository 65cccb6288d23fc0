import { existsSync } from 'node:fs';
import { installPackage, which } from './system-package.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
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

/** The browsers that are played in where they are: by the program that tells, what they are called, and what they are made of. */
const OTHERS = [
  {
    program: 'firefox',
    others: ['firefox-esr'],
    packages: { 'apt-get': 'firefox-esr', dnf: 'firefox', apk: 'firefox-esr' },
  },
  {
    program: 'WebKitWebDriver',
    others: [],
    packages: {
      'apt-get': `webkit2gtk-driver xvfb ${['libav', 'plugins-base', 'plugins-good', 'plugins-bad', 'gl'].map((part) => `gstreamer1.0-${part}`).join(' ')}`,
    },
  },
];

/**
 * Firefox and WebKitGTK: where PLAYGATE_BROWSERS is `all`, installs those that are not there. One that cannot be installed stays
 * absent, and the report of the browsers says so.
 *
 * @param {(line: string) => void} say Hears that something is being installed.
 */
export function provideOtherBrowsers(say) {
  if (process.env['PLAYGATE_BROWSERS'] !== 'all') return;
  for (const { program, others, packages } of OTHERS)
    if ([program, ...others].every((name) => which(name) === undefined))
      installPackage(packages, say);
}

/** @returns {string | undefined} */
export function findChromium() {
  return NAMES.map(which).find((path) => path !== undefined) ?? PLACES.find(existsSync);
}

/** @param {(line: string) => void} say */
function installChromium(say) {
  return installPackage({ default: 'chromium' }, say) ? findChromium() : undefined;
}

/** @returns {never} */
function fail() {
  throw new Error(ADVICE);
}
