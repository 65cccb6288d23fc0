import type { Handler, Sessions } from '../../src/index.ts';

export const APP = 'https://app.example';

interface Jar {
  readonly value: string;
  readonly attributes: string;
}

/** One request as a browser would make it. */
export interface Visit {
  readonly method?: string;
  /** Who leads there: nobody, a page of the application, or another site. Default: nobody, as from the address bar. */
  readonly from?: 'nobody' | 'app' | 'elsewhere';
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** What a call sends as JSON. */
  readonly json?: unknown;
}

/**
 * A browser with cookies, of which Strict ones go only where the site itself leads. It opens the application's pages by calling its
 * handlers, and all others over HTTP.
 */
export class Browser {
  readonly #jars = new Map<string, Map<string, Jar>>();
  readonly #sessions: () => Sessions;
  readonly #others: Readonly<Record<string, Handler>>;
  /** Every address it was led to. */
  readonly history: string[] = [];

  /** @param others Further handlers of the application, by path. */
  constructor(sessions: () => Sessions, others: Readonly<Record<string, Handler>> = {}) {
    this.#sessions = sessions;
    this.#others = others;
  }

  /** The application's cookies, by name. */
  get cookies(): ReadonlyMap<string, string> {
    return new Map([...this.#jar(APP)].map(([name, { value }]) => [name, value]));
  }

  /** The `Set-Cookie` rules of one of the application's cookies. */
  rulesOf(name: string): string | undefined {
    return this.#jar(APP).get(name)?.attributes;
  }

  setCookie(name: string, value: string): void {
    this.#jar(APP).set(name, { value, attributes: '' });
  }

  /** Opens a page and does not follow where it leads. */
  async open(
    url: string,
    { from = 'nobody', headers = {}, method }: Visit = {},
  ): Promise<Response> {
    this.history.push(url);
    const { origin, pathname } = new URL(url);
    const site = { nobody: 'none', app: 'same-origin', elsewhere: 'cross-site' }[from];
    const request = new Request(url, {
      method: method ?? 'GET',
      headers: given({
        cookie: this.#cookieHeader(origin, from === 'elsewhere'),
        'sec-fetch-site': site,
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        ...headers,
      }),
    });
    const response =
      origin === APP
        ? await this.#handle(pathname, request)
        : await fetch(url, { redirect: 'manual', headers: request.headers });
    this.#keep(origin, response);
    return response;
  }

  /** Calls the application from one of its pages. */
  async call(path: string, { method = 'POST', headers = {}, json }: Visit = {}): Promise<Response> {
    const request = new Request(APP + path, {
      method,
      ...(json !== undefined && { body: JSON.stringify(json) }),
      headers: given({
        ...(json !== undefined && { 'content-type': 'application/json' }),
        cookie: this.#cookieHeader(APP, false),
        ...(method !== 'GET' && { origin: APP }),
        'sec-fetch-site': 'same-origin',
        'sec-fetch-mode': 'cors',
        'x-playgate': '1',
        ...headers,
      }),
    });
    const response = await this.#handle(path, request);
    this.#keep(APP, response);
    return response;
  }

  /** A request with this browser's cookies, as `decide` gets it. */
  request(): Request {
    return new Request(`${APP}/api/pass`, {
      method: 'POST',
      headers: given({ cookie: this.#cookieHeader(APP, false) }),
    });
  }

  /** Goes to the authorization server, is who it says, and allows all. Gives the address that leads back. */
  async authorize(location: string, { user = 'ada', answer = 'yes' } = {}): Promise<string> {
    const { origin } = new URL(location);
    let response = await this.open(location);
    for (;;) {
      const to = new URL(response.headers.get('location') ?? '', origin);
      if (to.origin !== origin) return to.href;
      if (!to.pathname.startsWith('/interaction/')) response = await this.open(to.href);
      else {
        const page = await (await this.open(to.href)).text();
        const form = page.includes('name="login"') ? { login: user } : { answer };
        response = await this.submit(to.href, form);
      }
    }
  }

  /** A whole sign-in. Gives the answer of the callback. */
  async signIn(query = '', who: { readonly user?: string } = {}): Promise<Response> {
    const begun = await this.open(`${APP}/auth/sign-in${query}`, { from: 'app' });
    const back = await this.authorize(begun.headers.get('location') ?? '', who);
    return this.open(back, { from: 'elsewhere' });
  }

  /** Sends a form of the authorization server, and goes where that leads. */
  async submit(address: string, form: Record<string, string>): Promise<Response> {
    const url = new URL(address);
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: given({ cookie: this.#cookieHeader(url.origin, false) }),
      body: new URLSearchParams(form),
    });
    this.#keep(url.origin, response);
    return response;
  }

  #handle(pathname: string, request: Request): Promise<Response> {
    const { signIn, callback, signOut, session } = this.#sessions();
    const handlers = {
      '/auth/sign-in': signIn,
      '/auth/callback': callback,
      '/auth/sign-out': signOut,
      '/auth/session': session,
      ...this.#others,
    };
    const [, handler] = Object.entries(handlers).find(([path]) => path === pathname) ?? [];
    return handler?.(request) ?? Promise.resolve(new Response(null, { status: 404 }));
  }

  #jar(origin: string): Map<string, Jar> {
    const jar = this.#jars.get(origin) ?? new Map<string, Jar>();
    this.#jars.set(origin, jar);
    return jar;
  }

  #cookieHeader(origin: string, isCrossSite: boolean): string | undefined {
    const sent = [...this.#jar(origin)]
      .filter(([, { attributes }]) => !isCrossSite || !attributes.includes('SameSite=Strict'))
      .map(([name, { value }]) => `${name}=${value}`);
    return sent.length === 0 ? undefined : sent.join('; ');
  }

  #keep(origin: string, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = '', attributes = ''] = /^([^=]+)=([^;]*)(.*)$/.exec(line) ?? [];
      if (/Max-Age=0\b/.test(attributes)) this.#jar(origin).delete(name);
      else this.#jar(origin).set(name, { value, attributes });
    }
  }
}

function given(headers: Readonly<Record<string, string | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
}
