// `npm run matrix`, `npm run e2e:abr` and the like: `node tools/play.mjs SCRIPT [--others] [--display] [what the script takes]`. It
//   1. finds what it plays in, or installs it: Chromium; with `--others` Firefox and WebKitGTK where PLAYGATE_BROWSERS is `all`, and else
//      those that are here; with `--display` a display for real windows;
//   2. builds what the pages need;
//   3. runs the script of that name in `e2e`.
import { provideOrExit } from './provide-or-exit.mjs';
import { run } from './run.mjs';

const OWN = ['--others', '--display'];
const [script = '', ...args] = process.argv.slice(2);

provideOrExit({ others: args.includes('--others'), display: args.includes('--display') });
const built = await run('turbo', ['run', 'build', '--filter=@playgate/e2e^...']);
const rest = args.filter((arg) => !OWN.includes(arg));
process.exitCode =
  built.code || (await run('pnpm', ['--filter', '@playgate/e2e', 'run', script, ...rest])).code;
