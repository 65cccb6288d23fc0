import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { build } from 'esbuild';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright';
import { chromium } from 'playwright';
import { onTestFinished } from 'vitest';
import type { OAuth, OAuthEvent, OAuthOptions } from '../../src/index.ts';

/** What the page shows to the test. */
declare global {
  interface Window {
    readonly oauth: OAuth;
    readonly events: OAuthEvent[];
    readonly calledBack: Promise<unknown>;
    readonly shows: boolean[];
  }
}

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const hasChromium = existsSync(CHROMIUM);
if (!hasChromium)
  console.warn(
    `No Chromium at ${CHROMIUM}: tabs and popups are not tried in a browser. Set CHROMIUM to its path.`,
  );

/** An application on `localhost`, the authorization server on `127.0.0.1`: two sites. */
export interface Site {
  readonly app: string;
  readonly sandbox: Sandbox;
  readonly browser: Browser;
  /** Options of the pages that are opened from now on. */
  options: Partial<OAuthOptions>;
  /** Response headers of the application. */
  headers: Record<string, string>;
  /** A browser of its own, with the first tab. */
  open(browser?: Browser): Promise<{ readonly context: BrowserContext; readonly page: Page }>;
  /** More tabs of that browser. */
  tabs(context: BrowserContext, count: number): Promise<readonly Page[]>;
  /** What was answered to each POST to an endpoint, in their order. */
  answers(endpoint: string): Promise<readonly number[]>;
  close(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const [sandbox, script] = await Promise.all([startSandbox({ ports: 0 }), bundle()]);
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(site.headers)) response.setHeader(name, value);
    const isScript = request.url === '/app.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : page(site, clientId));
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  const app = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
  const registered = await sandbox.tell('authorization', 'registerClient', {
    ...{ name: 'App', authMethod: 'none', type: 'native' },
    redirectUris: [`${app}/callback`],
  });
  const clientId = String(Reflect.get(Object(registered), 'clientId'));
  const browser = await launch();
  const site: Site = {
    ...{ app, sandbox, browser, options: {}, headers: {} },
    async open(by = browser) {
      const context = await by.newContext();
      onTestFinished(() => context.close());
      const first = await context.newPage();
      await first.goto(app);
      return { context, page: first };
    },
    tabs: (context, count) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          const tab = await context.newPage();
          await tab.goto(app);
          return tab;
        }),
      ),
    async answers(endpoint) {
      const { entries } = await sandbox.journal();
      const posts = entries.filter(({ path, method }) => path === endpoint && method === 'POST');
      return posts.map(({ status }) => status);
    },
    async close() {
      await browser.close();
      server.close();
      server.closeAllConnections();
      await sandbox.close();
    },
  };
  return site;
}

/** @param ignored What Playwright would add. */
export const launch = (ignored: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-quic'],
    ignoreDefaultArgs: [...ignored],
  });

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/index.ts', import.meta.url))],
    ...{ bundle: true, format: 'esm', target: 'es2022', write: false },
  });
  return outputFiles[0]?.text ?? '';
}

const page = ({ options, sandbox }: Site, clientId: string): string => {
  const settings = {
    ...{ issuer: sandbox.addresses.authorization, clientId, scope: 'openid videos:read' },
    urls: [sandbox.addresses.stapi, `${sandbox.addresses.authorization}/userinfo`],
    ...options,
  };
  return `<!doctype html><title>App</title><button id="popup">Sign in</button>
<script type="module">
  import { createOAuth } from '/app.js';
  window.events = [];
  window.shows = [];
  addEventListener('pageshow', ({ persisted }) => window.shows.push(persisted));
  window.oauth = createOAuth({
    ...${JSON.stringify(settings)},
    redirectUri: location.origin + '/callback',
    onEvent: (event) => window.events.push(event),
  });
  window.oauth.session.subscribe(() => {});
  document.querySelector('#popup').onclick = () => {
    window.popup = window.oauth.signIn.popup().catch((error) => error.code);
  };
  window.calledBack = window.oauth.callback().catch((error) => error.code);
</script>`;
};

/** Answers the server's pages. */
export async function answer(at: Page): Promise<void> {
  await at.getByText('Ada Lovelace').click();
  await at.getByText('Allow', { exact: true }).click();
}

/** Signs in by redirect. */
export async function signIn(at: Page): Promise<void> {
  await at.evaluate(() => window.oauth.signIn.redirect());
  await answer(at);
  await at.waitForURL('**/callback');
  await at.evaluate(() => window.calledBack);
}

/** The token of a tab, or the code of its error. */
export const tokenOf = (at: Page): Promise<string> =>
  at.evaluate(() =>
    window.oauth.token().then(
      ({ token }) => token,
      (error: { readonly code: string }) => error.code,
    ),
  );

export const statusOf = (at: Page): Promise<string> =>
  at.evaluate(() => window.oauth.session.get().status);
