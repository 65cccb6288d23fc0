// `npm run e2e:abr`: what engines measure and decide by, with the kit and without, under the same network. It
//   1. finds a browser, or installs one;
//   2. plays for seven minutes, and writes the figures into docs/abr.md.
import { provideChromium } from './browsers.mjs';
import { run } from './run.mjs';

try {
  process.env['CHROMIUM'] = provideChromium(console.log);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const args = ['--filter', '@playgate/e2e', 'run', 'abr', ...process.argv.slice(2)];
process.exitCode = (await run('pnpm', args)).code;
