import type { Route } from '@playwright/test';

const HTML = '<!doctype html><title>Sign in</title><h1>Welcome to the Wi-Fi</h1>';

/** What befalls asks for a pass, by its name in the picture. */
export const ASK_FAULTS: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  '429': (route) => route.fulfill({ status: 429, headers: { 'Retry-After': '2' } }),
  '500': (route) => route.fulfill({ status: 500 }),
  // The client gives it up, and so does the browser.
  hang: () => Promise.resolve(),
  html: (route) => route.fulfill({ contentType: 'text/html', body: HTML }),
  reset: (route) => route.abort('connectionreset'),
  truncated: (route) =>
    route.fulfill({ contentType: 'application/json', body: '{"version":1,"rules":[{"ma' }),
};
