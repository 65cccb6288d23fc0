import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { beforeAll, beforeEach } from 'vitest';
import { createOAuth } from '../../src/index.ts';
import type { OAuth, OAuthEvent, OAuthOptions, SignedIn } from '../../src/index.ts';
import { FakeBrowser } from './fake-browser.ts';
import type { FakeTab } from './fake-browser.ts';

export const APP = 'http://localhost:5173';

/** An application of a real authorization server: oidc-provider, as the sandbox runs it. */
export interface RealServer {
  readonly sandbox: Sandbox;
  readonly issuer: string;
  readonly api: string;
  clientId: string;
  /** What reached the token endpoint. */
  asked(path?: string): Promise<number>;
}

const POLICY = {
  ...{ pkce: 'required', par: 'optional', dpop: 'optional', dpopNonce: false },
  ...{ rotation: true, rotationGraceSeconds: 0, accessTokenFormat: 'opaque' },
  ...{ accessTokenSeconds: 600, refreshTokenSeconds: 14 * 86_400, codeSeconds: 60 },
};

/** One for a file of tests; each test has an application of its own, and the policy that is usual. */
export function realServer(): RealServer {
  let sandbox: Sandbox | undefined;
  const get = (): Sandbox => {
    if (!sandbox) throw new Error('Not started yet.');
    return sandbox;
  };
  const server: RealServer = {
    clientId: '',
    get sandbox() {
      return get();
    },
    get issuer() {
      return get().addresses.authorization;
    },
    get api() {
      return `${get().addresses.stapi}/v1/videos`;
    },
    async asked(path = '/token') {
      const { entries } = await get().journal();
      return entries.filter(({ path: at, method }) => at === path && method === 'POST').length;
    },
  };
  beforeAll(async () => {
    const started = await startSandbox({ ports: 0 });
    sandbox = started;
    return () => started.close();
  });
  beforeEach(async () => {
    await get().reset();
    await get().tell('authorization', 'setPolicy', POLICY);
    const registered = await get().tell('authorization', 'registerClient', {
      name: 'App',
      authMethod: 'none',
      redirectUris: [`${APP}/callback`],
      postLogoutRedirectUris: [`${APP}/bye`],
    });
    server.clientId = String(Reflect.get(Object(registered), 'clientId'));
  });
  return server;
}

export interface RealTab {
  readonly tab: FakeTab;
  readonly oauth: OAuth;
  readonly events: OAuthEvent[];
}

export function realTab(
  server: RealServer,
  more: Partial<OAuthOptions> = {},
  tab: FakeTab = new FakeBrowser().open(`${APP}/`),
): RealTab {
  const events: OAuthEvent[] = [];
  const oauth = createOAuth({
    issuer: server.issuer,
    clientId: server.clientId,
    redirectUri: `${APP}/callback`,
    postLogoutRedirectUri: `${APP}/bye`,
    scope: 'openid videos:read videos:play',
    onEvent: (event) => events.push(event),
    ...more,
    environment: { ...tab.environment(), ...more.environment },
  });
  return { tab, oauth, events };
}

/** A person at the pages of the server: has cookies, answers the forms. */
export class Person {
  readonly #cookies = new Map<string, string>();
  readonly #user: string;

  constructor(user = 'ada') {
    this.#user = user;
  }

  async visit(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }

  /** Goes through the pages until the server sends them back to the application. */
  async comeBack(url: string, answer: 'yes' | 'no' = 'yes'): Promise<string> {
    let response = await this.visit(url);
    for (let pages = 0; pages < 20; pages += 1) {
      const to = new URL(response.headers.get('location') ?? '', response.url || url);
      if (to.origin === APP) return to.href;
      const isPage = to.pathname.startsWith('/interaction/');
      const page = isPage ? await (await this.visit(to.href)).text() : '';
      const isLogin = page.includes('name="login"') && answer === 'yes';
      response = await this.visit(
        to.href,
        isPage ? (isLogin ? { login: this.#user } : { answer }) : undefined,
      );
    }
    throw new Error('The server leads nowhere.');
  }
}

/** Signs in by redirect, in this tab: the page that comes back is a new one, as in a browser. */
export async function signIn(
  server: RealServer,
  { tab, oauth }: RealTab,
  { more = {}, person = new Person() }: { more?: Partial<OAuthOptions>; person?: Person } = {},
): Promise<RealTab & { readonly result: SignedIn | undefined }> {
  await oauth.signIn.redirect();
  oauth.dispose();
  tab.href = await person.comeBack(tab.wentTo ?? '');
  const back = realTab(server, more, tab);
  return { ...back, result: await back.oauth.callback() };
}
