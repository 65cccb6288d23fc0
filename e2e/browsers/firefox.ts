import { existsSync } from 'node:fs';

/** The path of a stock Firefox of this machine: what FIREFOX names, or the system's. */
export const FIREFOX: string | undefined = [
  process.env['FIREFOX'],
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
].find((path) => path !== undefined && existsSync(path));
