// `npm start`: builds the script-tag file, the only thing here that does not run from source, and opens the demo on its ports.
// Arguments go to the demo: `npm start -- --port 5000`.
import { run } from './run.mjs';
import { startedAt } from './report.mjs';

const build = startedAt();
console.error('Building the script-tag file …');
const built = await run(
  'turbo',
  ['run', 'build', '--filter=@playgate/videojs', '--output-logs=errors-only'],
  { quiet: true },
);
if (built.code !== 0) process.exit(built.code);
console.error(`Built in ${build.elapsed()}. Starting the sandbox, the backend and the demo …`);

const demo = await run('node', [
  '--conditions=playgate-source',
  'apps/demo/start.ts',
  ...process.argv.slice(2),
]);
process.exitCode = demo.code;
