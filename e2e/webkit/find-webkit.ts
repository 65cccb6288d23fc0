import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What is needed to drive WebKitGTK. */
export interface WebKitPrograms {
  /** Speaks WebDriver. */
  readonly driver: string;
  /** The browser that it starts. */
  readonly browser: string;
}

const BROWSERS = [
  '/usr/lib/*/webkit2gtk-4.1/MiniBrowser',
  '/usr/{lib,lib64,libexec}/webkit2gtk-4.1/MiniBrowser',
];

/** WebKitGTK of this machine, if it and a display for it can be started. */
export function findWebKit(): WebKitPrograms | undefined {
  const driver = programOf('WebKitWebDriver');
  const [browser] = globSync(BROWSERS);
  if (driver === undefined || browser === undefined || programOf('Xvfb') === undefined) return;
  return { driver, browser };
}

function programOf(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
