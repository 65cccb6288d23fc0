import { installPackage, which } from './system-package.mjs';

const NAME = 'Xvfb';
const PACKAGES = { default: 'xvfb', dnf: 'xorg-x11-server-Xvfb' };
const ADVICE =
  'No Xvfb was found and none could be installed. Only real windows have their timers throttled: install it (Debian: apt-get install xvfb).';

/**
 * The path of an Xvfb on this machine: the system's, or one that the package manager installs just now.
 *
 * @param {(line: string) => void} say Hears that something is being installed.
 * @returns {string}
 * @throws {Error} With what to do, when there is none.
 */
export function provideXvfb(say) {
  const found = which(NAME) ?? (installPackage(PACKAGES, say) ? which(NAME) : undefined);
  if (found === undefined) throw new Error(ADVICE);
  return found;
}
