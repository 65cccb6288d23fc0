// `npm run matrix`: every fault in every engine and every browser that is here, half an hour. It
//   1. finds the browsers; installs Chromium if there is none, and the others where PLAYGATE_BROWSERS is `all`;
//   2. plays, and writes what came of it into docs/faults.md.
// What follows `--` goes to Playwright, as in `npm run matrix -- -g "M2"`; then the page is left as it is.
import { provideChromium, provideOtherBrowsers } from './browsers.mjs';
import { run } from './run.mjs';

/** @param {string} line */
const say = (line) => console.log(line);

try {
  process.env['CHROMIUM'] = provideChromium(say);
  provideOtherBrowsers(say);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const asked = process.argv.slice(2);
const how = asked.length > 0 ? ['--reporter', 'list', ...asked] : [];
const built = await run('turbo', ['run', 'build', '--filter=@playgate/e2e^...']);
process.exitCode =
  built.code || (await run('pnpm', ['--filter', '@playgate/e2e', 'run', 'matrix', ...how])).code;
