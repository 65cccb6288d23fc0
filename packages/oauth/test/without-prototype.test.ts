import { afterEach, expect, test } from 'vitest';
import type { OAuthOptions } from '../src/index.ts';
import { withoutPrototype } from '../src/without-prototype.ts';
import { FakeBrowser } from './support/fake-browser.ts';
import { ScriptedServer } from './support/scripted-server.ts';
import { scriptedTab, signInAt } from './support/scripted-tab.ts';

const EVIL = 'https://evil.example';

/** What a merge of somebody's JSON can leave in the prototype of all objects. */
const POLLUTION: Readonly<Record<string, unknown>> = {
  ...{ authorization: 'Bearer evil', urls: [`${EVIL}/`], refreshTokenStorage: 'indexeddb' },
  ...JSON.parse('{ "then": "evil" }'),
  ...{ headers: { 'x-evil': '1' }, parameters: { redirect_uri: EVIL, evil: '1' } },
  ...{ revocation_endpoint: `${EVIL}/revoke`, end_session_endpoint: `${EVIL}/logout` },
  ...{ pushed_authorization_request_endpoint: `${EVIL}/par`, use_mtls_endpoint_aliases: true },
  mtls_endpoint_aliases: { token_endpoint: `${EVIL}/token` },
  metadata: {
    ...{ issuer: 'https://as.example', authorization_endpoint: `${EVIL}/authorize` },
    ...{ token_endpoint: `${EVIL}/token`, revocation_endpoint: `${EVIL}/revoke` },
  },
};

const pollute = (): void => void Object.assign(Object.prototype, POLLUTION);

afterEach(() => {
  for (const name of Object.keys(POLLUTION)) Reflect.deleteProperty(Object.prototype, name);
});

const urlOf = (input: RequestInfo | URL): string =>
  input instanceof Request ? input.url : input.toString();

/** Signs in, asks, refreshes and signs out; gives the addresses that were asked, and where the page went. */
async function run(more: Partial<OAuthOptions> = {}) {
  const server = new ScriptedServer();
  const seen: { readonly url: string; readonly authorization: string | null }[] = [];
  const tab = scriptedTab(new FakeBrowser(), server, {
    ...more,
    environment: {
      fetch: (input, init) => {
        const request = input instanceof Request ? input : undefined;
        seen.push({
          url: urlOf(input),
          authorization: request?.headers.get('authorization') ?? null,
        });
        return server.fetch(input, init);
      },
    },
  });
  pollute();
  await signInAt(tab);
  const wentTo = tab.tab.wentTo ?? '';
  await tab.oauth.fetch('https://app.example/api');
  await tab.oauth.fetch(`${EVIL}/`);
  await tab.oauth.token({ fresh: true });
  await tab.oauth.signOut({ redirect: true });
  return { seen, wentTo: [wentTo, tab.tab.wentTo ?? ''] };
}

test('A60: what was written into the prototype of all objects is no option, no endpoint and no header', async () => {
  const { seen, wentTo } = await run();
  expect(wentTo.join(' ')).not.toContain('evil');
  expect(seen.filter(({ url }) => url.startsWith(EVIL))).toEqual([
    { url: `${EVIL}/`, authorization: null },
  ]);
  expect(seen).toContainEqual({ url: 'https://app.example/api', authorization: 'Bearer at-1' });
});

test('control of A60: objects that keep their prototype take it for their own', () => {
  const kept: { metadata?: object } = {};
  const bare = withoutPrototype<{ metadata?: object }>({});
  pollute();
  expect(kept.metadata).toBe(POLLUTION['metadata']);
  expect(bare.metadata).toBeUndefined();
});
