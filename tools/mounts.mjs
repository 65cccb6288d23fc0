// `npm run e2e:mounts`: 1,000 players that come and go, and 200 films in one player, and what they leave behind. It
//   1. finds a browser, or installs it;
//   2. plays for some minutes, and says what is left.
import { provideChromium } from './browsers.mjs';
import { run } from './run.mjs';

/** @param {string} line */
const say = (line) => console.log(line);

try {
  process.env['CHROMIUM'] = provideChromium(say);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
process.exitCode = (await run('pnpm', ['--filter', '@playgate/e2e', 'run', 'mounts'])).code;
