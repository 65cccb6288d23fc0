import { createHash } from 'node:crypto';
import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { onTestFinished } from 'vitest';
import type { StapiClientOptions, StapiOAuthOptions } from '../../src/stapi/index.ts';

/** A sandbox that ends with the test, by the computer's clock. */
export async function stapiSandbox(): Promise<Sandbox> {
  const sandbox = await startSandbox({ ports: 0 });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** Options of a client with the API key. */
export const withKey = (sandbox: Sandbox): StapiClientOptions & { readonly apiKey: string } => ({
  apiUrl: `${sandbox.addresses.stapi}/v1`,
  apiKey: sandbox.keys.stapi.apiKey,
});

/** Options of a client that is an application. */
export const withOAuth = ({ addresses, keys }: Sandbox): StapiClientOptions => ({
  apiUrl: `${addresses.stapi}/v1`,
  oauth: { tokenUrl: `${addresses.authorization}/token`, ...keys.authorization },
});

export const REDIRECT_URI = 'https://app.example/callback';
export const VERIFIER = 'v'.repeat(43);

/** Registers a confidential application that signs people in. */
export async function signInApplication(
  sandbox: Sandbox,
  authMethod: 'client_secret_basic' | 'client_secret_post' = 'client_secret_basic',
): Promise<StapiOAuthOptions> {
  const { authorization } = sandbox.addresses;
  const application = await sandbox.tell('authorization', 'registerClient', {
    ...{ name: 'App', authMethod, redirectUris: [REDIRECT_URI] },
  });
  return {
    ...(application as { clientId: string; clientSecret: string }),
    authMethod: authMethod === 'client_secret_basic' ? 'basic' : 'post',
    tokenUrl: `${authorization}/token`,
    revocationUrl: `${authorization}/revoke`,
    introspectionUrl: `${authorization}/introspect`,
    redirectUris: [REDIRECT_URI],
    issuerInCallback: true,
  };
}

/** Registers an application that acts for itself and may ask for these scopes. */
export const applicationWithScopes = (sandbox: Sandbox, scopes: readonly string[]) =>
  sandbox.tell('authorization', 'registerClient', { name: 'Small', scopes }) as Promise<{
    clientId: string;
    clientSecret: string;
  }>;

/** Lets ada sign in and allow everything. Gives the address that her browser comes back to. */
export async function signIn(
  sandbox: Sandbox,
  clientId: string,
  query: Readonly<Record<string, string>> = {},
): Promise<URL> {
  const at = sandbox.addresses.authorization;
  const cookies = new Map<string, string>();
  const visit = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(new URL(url, at), {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const asked = new URLSearchParams({
    ...{ client_id: clientId, response_type: 'code', redirect_uri: REDIRECT_URI, state: 'state-1' },
    scope: 'openid videos:read videos:play',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    ...{ code_challenge_method: 'S256', ...query },
  });
  let response = await visit(`/authorize?${asked}`);
  for (;;) {
    const to = new URL(response.headers.get('location') ?? '', at);
    if (to.origin !== at) return to;
    if (!to.pathname.startsWith('/interaction/')) response = await visit(to.href);
    else {
      const isSignIn = (await (await visit(to.href)).text()).includes('name="login"');
      response = await visit(to.href, isSignIn ? { login: 'ada' } : { answer: 'yes' });
    }
  }
}

/** What a list gives. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
