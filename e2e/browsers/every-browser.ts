/** What every browser can run, WebKitGTK too, which Playwright cannot drive. */
export const EVERY_BROWSER = 'every-browser.spec.ts';
