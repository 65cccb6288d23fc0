// `npm run soak`: hours of viewing in which requests fail all the time. It
//   1. simulates hours, in seconds, and writes the figures into docs/soak.md.
import { parseArgs } from 'node:util';
import { run } from './run.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    hours: { type: 'string', default: '4' },
    seeds: { type: 'string', default: '50' },
  },
});
const { seed, hours, seeds } = values;
const simulated = ['--seed', seed, '--hours', hours, '--seeds', seeds];
process.exitCode = (
  await run('pnpm', ['--filter', '@playgate/soak', 'run', 'soak', ...simulated])
).code;
