// `npm run soak`: hours of viewing in which requests fail all the time. It
//   1. simulates hours, in seconds;
//   2. finds a browser, or installs one, and plays for minutes in it;
//   3. writes the figures of both into docs/soak.md.
import { parseArgs } from 'node:util';
import { provideOrExit } from './provide-or-exit.mjs';
import { run } from './run.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    hours: { type: 'string', default: '4' },
    seeds: { type: 'string', default: '50' },
    minutes: { type: 'string', default: '3' },
  },
});
const { seed, hours, seeds, minutes } = values;
provideOrExit();
const halves = [
  await soak('@playgate/soak', ['--seed', seed, '--hours', hours, '--seeds', seeds]),
  await soak('@playgate/e2e', ['--seed', seed, '--minutes', minutes]),
];
process.exitCode = halves.find((code) => code !== 0) ?? 0;

/**
 * @param {string} name
 * @param {readonly string[]} options
 */
async function soak(name, options) {
  return (await run('pnpm', ['--filter', name, 'run', 'soak', ...options])).code;
}
