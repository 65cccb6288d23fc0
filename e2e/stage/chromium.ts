import { existsSync } from 'node:fs';

const found = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

if (found === undefined)
  throw new Error('No Chromium found. Install Chromium or Chrome, or set CHROMIUM to its path.');

/** The path of the browser. It comes from the system; Playwright downloads none. */
export const CHROMIUM: string = found;
