import type { StartOptions } from './options.ts';
import type { Demo } from './start-demo.ts';

/** Says where everything is: for a person, or as one line of JSON. */
export function reportReady({ url, addresses }: Demo, options: StartOptions): void {
  if (options.json) {
    console.log(JSON.stringify({ url, addresses, videojs: `${url}/videojs/` }));
    return;
  }
  console.log(`
  Playgate is running:   ${url}
  without a bundler:     ${url}/videojs/
  the stand-in vendors:  ${addresses.control}

  Sign in as Ada, press play, and watch the passes come and go: each lives for ${options.passSeconds} s.
  Then break something with the switches beside the picture.

  Other ports: npm start -- --port 5000    Longer passes: --pass-seconds 60    Stop: Ctrl-C
`);
}
