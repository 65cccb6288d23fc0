// `npm run e2e:browsers`: the whole suite in Firefox, and in WebKitGTK what it can run. It
//   1. installs them where PLAYGATE_BROWSERS is `all`, and else takes what is there;
//   2. builds the pages and plays, for a quarter of an hour;
//   3. says which browsers ran, in which versions, and what was left out and why.
import { provideChromium, provideOtherBrowsers } from './browsers.mjs';
import { run } from './run.mjs';

/** @param {string} line */
const say = (line) => console.log(line);

try {
  // The stand-ins of some tests need one, whatever browser the page is in.
  process.env['CHROMIUM'] = provideChromium(say);
  provideOtherBrowsers(say);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const built = await run('turbo', ['run', 'build', '--filter=@playgate/e2e^...']);
process.exitCode =
  built.code || (await run('pnpm', ['--filter', '@playgate/e2e', 'run', 'browsers'])).code;
