import { accessSync, constants } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** Package managers, and what they are told before the name of a package. */
const INSTALLERS = [
  {
    program: 'apt-get',
    steps: [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends'],
    ],
  },
  { program: 'dnf', steps: [['install', '-y', '-q']] },
  { program: 'apk', steps: [['add', '--quiet']] },
];

/**
 * Installs a package of the system, if there is a package manager and the right to use it.
 *
 * @param {Partial<Record<string, string>>} names What it is called, by the package manager's program; `default` for those not named. Several are parted by spaces.
 * @param {(line: string) => void} say Hears that something is being installed.
 * @returns {boolean} Whether it went well.
 */
export function installPackage(names, say) {
  const prefix = privilege();
  const installer = INSTALLERS.find(({ program }) => which(program) !== undefined);
  if (prefix === undefined || installer === undefined) return false;
  const { program, steps } = installer;
  const name = names[program] ?? names['default'];
  if (name === undefined) return false;
  say(`No ${name} here: installing it with ${program}`);
  return steps.every((step, i) => {
    const last = i === steps.length - 1 ? name.split(' ') : [];
    const [command = '', ...args] = [...prefix, program, ...step, ...last];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
  });
}

/**
 * The path of a program, if there is one of that name.
 *
 * @param {string} program
 * @returns {string | undefined}
 */
export function which(program) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/** What goes before a command that needs root; undefined when root is out of reach. */
function privilege() {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n'] : undefined;
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
