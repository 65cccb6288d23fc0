import { installPackage, which } from './system-package.mjs';

const NAME = 'redis-server';
const PACKAGES = { default: 'redis', 'apt-get': 'redis-server' };

/** What is said where there is none: it is not needed to work on anything else. */
export const NO_REDIS =
  'No redis-server was found and none could be installed. What needs it is skipped, and says so.';

/**
 * The path of a Redis on this machine: the system's, or one that the package manager installs just now. On Debian, that starts no service
 * in containers; where it does, nothing here uses it: tests start their own.
 *
 * @param {(line: string) => void} say Hears that something is being installed, or that there is none.
 * @returns {string | undefined}
 */
export function provideRedis(say) {
  const found = findRedis() ?? (installPackage(PACKAGES, say) ? findRedis() : undefined);
  say(found ?? NO_REDIS);
  return found;
}

/** @returns {string | undefined} */
export function findRedis() {
  return which(NAME);
}
