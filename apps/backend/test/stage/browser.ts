import type { Backend } from '../../src/create-backend.ts';

export const ORIGIN = 'http://localhost:4600';

type Jar = Map<string, string>;

/** What one browser does: it keeps its cookies, and says where its requests come from as browsers do. */
export class Browser {
  readonly #backend: () => Backend;
  readonly #cookies: Jar = new Map();
  readonly #theirCookies: Jar = new Map();

  constructor(backend: () => Backend) {
    this.#backend = backend;
  }

  get(path: string): Promise<Response> {
    return this.#send(path, { headers: { 'X-Playgate': '1' } });
  }

  post(path: string, body: object = {}, method = 'POST'): Promise<Response> {
    return this.#send(path, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Playgate': '1', Origin: ORIGIN },
      body: JSON.stringify(body),
    });
  }

  submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#send(path, {
      method: 'POST',
      headers: { Origin: ORIGIN },
      body: new URLSearchParams(fields),
    });
  }

  /**
   * Signs in at the authorization server, and allows what it asks.
   *
   * @param user `nobody` says no.
   * @returns Where the site led to afterwards.
   */
  async signIn(user: string, returnTo = '/'): Promise<string> {
    const begin = await this.#send(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`, {});
    const { pathname, search } = new URL(await this.#authorize(placeOf(begin), user));
    return placeOf(await this.#send(pathname + search, {}));
  }

  /** Goes where the authorization server leads, until that is the site again. */
  async #authorize(place: string, user: string): Promise<string> {
    let form: URLSearchParams | undefined;
    for (;;) {
      if (place.startsWith(ORIGIN)) return place;
      const response: Response = await this.#visit(place, form);
      form = undefined;
      if (response.status !== 200) place = new URL(placeOf(response), place).href;
      else if ((await response.text()).includes('name="login"'))
        form = new URLSearchParams(user === 'nobody' ? { answer: 'no' } : { login: user });
      else form = new URLSearchParams({ answer: 'yes' });
    }
  }

  async #visit(place: string, form: URLSearchParams | undefined): Promise<Response> {
    const response = await fetch(place, {
      headers: { Cookie: headerOf(this.#theirCookies) },
      redirect: 'manual',
      ...(form && { method: 'POST', body: form }),
    });
    keep(this.#theirCookies, response);
    return response;
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Cookie', headerOf(this.#cookies));
    headers.set('Sec-Fetch-Site', 'same-origin');
    const response = await this.#backend().fetch(new Request(ORIGIN + path, { ...init, headers }));
    keep(this.#cookies, response);
    return response;
  }
}

const placeOf = (response: Response): string => response.headers.get('location') ?? '';

const headerOf = (jar: Jar): string => [...jar].map((pair) => pair.join('=')).join('; ');

function keep(jar: Jar, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const split = pair.indexOf('=');
    jar.set(pair.slice(0, split), pair.slice(split + 1));
  }
}
