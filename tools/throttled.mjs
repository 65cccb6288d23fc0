// `npm run e2e:throttled`: films in hidden windows, under the browser's own timer throttling. It
//   1. finds a browser and a display for it, or installs them;
//   2. plays for five minutes, and says how far it is.
import { provideChromium } from './browsers.mjs';
import { run } from './run.mjs';
import { provideXvfb } from './xvfb.mjs';

/** @param {string} line */
const say = (line) => console.log(line);

try {
  process.env['CHROMIUM'] = provideChromium(say);
  provideXvfb(say);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.exitCode = (await run('pnpm', ['--filter', '@playgate/e2e', 'run', 'throttled'])).code;
