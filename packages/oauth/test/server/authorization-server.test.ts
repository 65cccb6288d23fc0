import { describe, expect, test } from 'vitest';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeClock, until } from '../support/fake-clock.ts';
import { outcomeOf } from '../support/outcome.ts';
import { ScriptedServer } from '../support/scripted-server.ts';
import { scriptedTab, signInAt } from '../support/scripted-tab.ts';
import type { OAuthOptions } from '../../src/index.ts';

/** A sign-in at a server whose metadata are as they are given. */
async function withMetadata(answer: () => Response, more: Partial<OAuthOptions> = {}) {
  const server = new ScriptedServer();
  const asked: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const { oauth, tab } = scriptedTab(new FakeBrowser(new FakeClock()), server, {
    ...more,
    environment: {
      fetch: (input, init) => {
        const url = input instanceof Request ? input.url : input.toString();
        asked.push({ url, init });
        return url.includes('/.well-known/')
          ? Promise.resolve(answer())
          : server.fetch(input, init);
      },
    },
  });
  const outcome = outcomeOf(oauth.signIn.redirect());
  await until(() => !outcome.isOpen);
  return { ...outcome, asked, wentTo: tab.wentTo, oauth };
}

const { metadata } = new ScriptedServer();

const json = (body: unknown) => () => Response.json(body);

test('control: right metadata lead to the server', async () => {
  const { code, wentTo, asked } = await withMetadata(json(metadata));
  expect(code).toBeUndefined();
  expect(wentTo).toMatch(/^https:\/\/as\.example\/authorize\?/);
  expect(asked[0]?.url).toBe('https://as.example/.well-known/openid-configuration');
  expect(asked[0]?.init).toMatchObject({
    ...{ redirect: 'manual', credentials: 'omit', cache: 'no-store' },
    referrerPolicy: 'no-referrer',
  });
});

test('RFC 8414: metadata of a plain OAuth server are at their own address', async () => {
  const { asked } = await withMetadata(json(metadata), { discovery: 'oauth2' });
  expect(asked[0]?.url).toBe('https://as.example/.well-known/oauth-authorization-server');
});

test('static metadata are not asked for', async () => {
  const { asked, wentTo } = await withMetadata(json({}), { metadata });
  expect(asked).toEqual([]);
  expect(wentTo).toContain('code_challenge_method=S256');
});

describe('A76, A67: metadata are refused', () => {
  test.each([
    ['of another issuer', json({ ...metadata, issuer: 'https://evil.example' }), 'issuer_mismatch'],
    [
      'of nearly the same issuer',
      json({ ...metadata, issuer: 'https://as.example/' }),
      'issuer_mismatch',
    ],
    [
      'that are larger than 256 kB',
      () => Response.json({ ...metadata, filler: 'x'.repeat(262_144) }),
      'invalid_response',
    ],
    [
      'that are a redirect',
      () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } }),
      'invalid_response',
    ],
    ['that are a page', () => new Response('<p>'), 'invalid_response'],
    ['that a server failed to give', () => new Response(null, { status: 503 }), 'server_error'],
    [
      'whose pages are on http',
      json({ ...metadata, authorization_endpoint: 'http://as.example/authorize' }),
      'config',
    ],
    [
      'whose pages are a script',
      json({ ...metadata, authorization_endpoint: 'javascript:alert(1)' }),
      'config',
    ],
    [
      'that know no S256',
      json({ ...metadata, code_challenge_methods_supported: ['plain'] }),
      'config',
    ],
  ])('%s', async (_what, answer, code) => {
    const outcome = await withMetadata(answer);
    expect(outcome.code).toBe(code);
    expect(outcome.wentTo).toBeUndefined();
  });

  test('whose endpoints are on http: nothing is sent there', async () => {
    const server = new ScriptedServer();
    const http = { ...server.metadata, token_endpoint: 'http://as.example/token' };
    const tab = scriptedTab(new FakeBrowser(), server, { metadata: http });
    await expect(signInAt(tab)).rejects.toMatchObject({ code: 'config' });
    expect(server.asked).toEqual([]);
  });
});

test('A76: after a failure they are asked for again, after a success not', async () => {
  let isDown = true;
  const server = new ScriptedServer();
  let asked = 0;
  const tab = scriptedTab(new FakeBrowser(), server, {
    environment: {
      fetch: (input, init) => {
        if (!String(init?.method).includes('GET')) return server.fetch(input, init);
        asked += 1;
        return isDown ? Promise.reject(new TypeError('down')) : server.fetch(input, init);
      },
    },
  });
  await expect(tab.oauth.signIn.redirect()).rejects.toMatchObject({ code: 'network' });
  isDown = false;
  await signInAt(tab);
  await tab.oauth.signIn.redirect();
  expect(asked).toBe(2);
});

test('A57: no answer of the server is ever taken from a cache, nor sent with cookies', async () => {
  const server = new ScriptedServer();
  const inits: (RequestInit | undefined)[] = [];
  const tab = scriptedTab(new FakeBrowser(), server, {
    environment: {
      fetch: (input, init) => {
        inits.push(init);
        return server.fetch(input, init);
      },
    },
  });
  await signInAt(tab);
  await tab.oauth.token({ fresh: true });
  await tab.oauth.signOut();
  expect(inits.length).toBeGreaterThan(2);
  for (const init of inits)
    expect(init).toMatchObject({ cache: 'no-store', credentials: 'omit', redirect: 'manual' });
});

test('30: no error holds a token, a code or a verifier', async () => {
  const server = new ScriptedServer();
  const tab = scriptedTab(new FakeBrowser(), server);
  await tab.oauth.signIn.redirect();
  const state = new URL(tab.tab.wentTo ?? '').searchParams.get('state') ?? '';
  server.answers.push(() =>
    Response.json({
      access_token: 'secret-token',
      token_type: 'strange',
      refresh_token: 'secret-rt',
    }),
  );
  const failed: unknown = await tab.oauth
    .callback(`https://app.example/callback?code=secret-code&state=${state}`)
    .catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 'invalid_response' });
  const { inspect } = await import('node:util');
  expect(inspect(failed, { depth: 10, showHidden: true })).not.toMatch(/secret/);
  expect(JSON.stringify(tab.oauth.session.get())).not.toMatch(/secret/);
});
