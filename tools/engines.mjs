// `npm run e2e:engines`: every engine with the kit and without, seven minutes. It
//   1. finds a browser, or installs one;
//   2. plays, and writes the figures into docs/engines.md.
import { provideChromium } from './browsers.mjs';
import { run } from './run.mjs';

try {
  process.env['CHROMIUM'] = provideChromium(console.log);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.exitCode = (await run('pnpm', ['--filter', '@playgate/e2e', 'run', 'engines'])).code;
