/** What every browser can run, WebKitGTK too, which Playwright cannot drive. */
export const EVERY_BROWSER = 'every-browser.spec.ts';
/** What WebKitGTK runs besides: what browsers load by themselves. */
export const NATIVE = 'native.spec.ts';
