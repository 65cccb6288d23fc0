import { createHash } from 'node:crypto';
import type { Sandbox } from '../../../src/index.ts';
import { bearer, statusOf } from '../../sandbox-under-test.ts';

export const REDIRECT_URI = 'http://localhost:5173/callback';

const VERIFIER = 'v'.repeat(43);

export const PKCE = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
};

export interface Application {
  readonly clientId: string;
  readonly clientSecret?: string;
}

/** A public application that may do everything. */
export const register = (sandbox: Sandbox, details: Record<string, unknown> = {}) =>
  sandbox.tell('authorization', 'registerClient', {
    name: 'App',
    authMethod: 'none',
    redirectUris: [REDIRECT_URI],
    ...details,
  }) as Promise<Application>;

export type Form = Readonly<Record<string, string>>;

/** Posts a form to an endpoint; with a secret by `client_secret_basic`. */
export function post(
  sandbox: Sandbox,
  path: string,
  form: Form,
  { clientId, clientSecret }: Application = sandbox.keys.authorization,
  headers: Form = {},
): Promise<Response> {
  const pair = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  return fetch(sandbox.addresses.authorization + path, {
    method: 'POST',
    headers: { ...headers, ...(clientSecret !== undefined && { Authorization: `Basic ${pair}` }) },
    body: new URLSearchParams({
      ...form,
      ...(clientSecret === undefined && { client_id: clientId }),
    }),
  });
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly token_type: string;
  readonly error?: string;
}

export const tokens = async (response: Promise<Response> | Response): Promise<TokenAnswer> =>
  (await (await response).json()) as TokenAnswer;

/** Trades a code for tokens. */
export const exchange = (
  sandbox: Sandbox,
  application: Application,
  code: string,
  form: Form = {},
  headers: Form = {},
): Promise<Response> =>
  post(
    sandbox,
    '/token',
    {
      ...{ grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI },
      ...{ code_verifier: VERIFIER, ...form },
    },
    application,
    headers,
  );

export const refresh = (
  sandbox: Sandbox,
  application: Application,
  refreshToken: string,
): Promise<Response> =>
  post(
    sandbox,
    '/token',
    { grant_type: 'refresh_token', refresh_token: refreshToken },
    application,
  );

/** A person with a browser: keeps cookies, follows no redirect by itself. */
export interface Visitor {
  visit(url: string, form?: Form): Promise<Response>;
  /** The first answer to a request for a code. */
  authorize(application: Application, query?: Form): Promise<Response>;
  /** Says who it is and allows everything, where asked. Gives what the application gets back. */
  signIn(application: Application, query?: Form, user?: string): Promise<URL>;
}

export function visitor(sandbox: Sandbox): Visitor {
  const { authorization } = sandbox.addresses;
  const cookies = new Map<string, string>();

  async function visit(url: string, form?: Form): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(url, authorization), {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  const authorize = ({ clientId }: Application, query: Form = {}): Promise<Response> =>
    visit(
      `/authorize?${new URLSearchParams({
        ...{ client_id: clientId, response_type: 'code', redirect_uri: REDIRECT_URI },
        ...{ scope: 'openid videos:read videos:play', state: 'state-1' },
        ...(query['code_challenge'] === '' ? {} : PKCE),
        ...query,
      })}`,
    );

  return {
    visit,
    authorize,
    async signIn(application, query, user = 'ada') {
      let response = await authorize(application, query);
      for (;;) {
        const to = new URL(response.headers.get('location') ?? '', authorization);
        if (to.origin !== authorization) return to;
        const isPage = to.pathname.startsWith('/interaction/');
        const page = isPage ? await (await visit(to.href)).text() : '';
        response = await visit(
          to.href,
          isPage
            ? page.includes('name="login"')
              ? { login: user }
              : { answer: 'yes' }
            : undefined,
        );
      }
    },
  };
}

export const codeOf = (callback: URL): string => callback.searchParams.get('code') ?? '';

/** Signs ada in, and gets her tokens. */
export async function signedIn(
  sandbox: Sandbox,
  application: Application,
  query: Form = {},
): Promise<TokenAnswer> {
  const callback = await visitor(sandbox).signIn(application, query);
  return tokens(exchange(sandbox, application, codeOf(callback)));
}

/** The status of the list of videos with this token. */
export const videos = (sandbox: Sandbox, token: string): Promise<number> =>
  statusOf(`${sandbox.addresses.stapi}/v1/videos`, bearer(token));

export const discovery = async (sandbox: Sandbox) =>
  (await fetch(`${sandbox.addresses.authorization}/.well-known/openid-configuration`)).json();
