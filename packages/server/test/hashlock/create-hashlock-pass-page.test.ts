import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createHashlockPassPage } from '../../src/hashlock/index.ts';
import { APP, PARTNER } from '../support.ts';

const NONCE = '0123456789abcdef0123456789abcdef';
const SCRIPT_NONCE = 'script-nonce';
const page = createHashlockPassPage({ origins: [APP, PARTNER], newNonce: () => SCRIPT_NONCE });

const open = (query: string, init: RequestInit = {}): Promise<Response> =>
  page(new Request(`${APP}/hashlock/pass${query}`, init));
const back = (hash: string, nonce = NONCE): string =>
  `?${new URLSearchParams({ nonce, hash }).toString()}`;

/** What the page does, run as a browser would. */
function run(html: string, framed: boolean): { readonly posted: unknown[]; readonly said: string } {
  const scripts = [...html.matchAll(/<script nonce="script-nonce">([^]*?)<\/script>/g)];
  expect(scripts).toHaveLength(1);
  const posted: unknown[] = [];
  const say = { textContent: '' };
  const window: Record<string, unknown> = {};
  window['parent'] = framed
    ? { postMessage: (message: unknown, origin: unknown) => posted.push([message, origin]) }
    : window;
  runInNewContext(scripts[0]?.[1] ?? '', { window, document: { getElementById: () => say } });
  return { posted: JSON.parse(JSON.stringify(posted)), said: say.textContent };
}

describe('the pass page', () => {
  it('A71 posts the return to the listed origins by name, and to no other', async () => {
    const hash = '[{"user":"v"},{"hashExpire":1},{"hash":"x"}]';
    const response = await open(back(hash));
    expect(response.status).toBe(200);
    const message = { type: 'playgate:return', nonce: NONCE, hash };
    expect(run(await response.text(), true).posted).toEqual([
      [message, APP],
      [message, PARTNER],
    ]);
  });

  it('says a sentence outside of a frame, and posts nothing', async () => {
    const { posted, said } = run(await (await open(back('false'))).text(), false);
    expect(posted).toEqual([]);
    expect(said).toMatch(/into the player/);
  });

  it.each([
    '</script><script>evil()</script>',
    '<!--<script>',
    '\u2028\u2029"\\\'`${evil}',
    '&lt;',
    'José',
  ])('%j arrives as it is, and stays text', async (hash) => {
    const html = await (await open(back(hash))).text();
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(run(html, true).posted[0]).toMatchObject([{ hash }, APP]);
  });

  it.each([
    '',
    `?nonce=${NONCE}`,
    '?hash=false',
    back('false', NONCE.slice(1)),
    back('false', `${NONCE.slice(1)}G`),
    back('false', NONCE.toUpperCase()),
    back('false', '0'.repeat(65)),
    back('false', '"></p>'),
    `${back('false')}&nonce=${NONCE}`,
    `${back('false')}&hash=false`,
    back('x'.repeat(8193)),
  ])('%.60s is 400, without a script', async (query) => {
    const response = await open(query);
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toMatch(/<p>.+<\/p>/);
    expect(html).not.toMatch(/<script/);
  });

  it('A82 may be framed by the listed origins, and runs its own script only', async () => {
    const response = await open(back('false'));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': `default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'nonce-${SCRIPT_NONCE}'; frame-ancestors ${APP} ${PARTNER}`,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(await response.text()).not.toMatch(/\son\w+=/);
  });

  it('makes another script nonce for every page', async () => {
    const own = createHashlockPassPage({ origins: [APP] });
    const policies = await Promise.all(
      [1, 2].map(async () =>
        (await own(new Request(`${APP}/p${back('false')}`))).headers.get('content-security-policy'),
      ),
    );
    expect(policies[0]).toMatch(/'nonce-[0-9a-f]{32}'/);
    expect(policies[0]).not.toBe(policies[1]);
  });

  it('GET only, and nothing ahead of the viewer', async () => {
    expect((await open(back('false'), { method: 'POST' })).status).toBe(405);
    const prefetch = await open(back('false'), { headers: { 'sec-purpose': 'prefetch' } });
    expect([prefetch.status, await prefetch.text()]).toEqual([204, '']);
  });

  it.each([[[]], [['*']], [['http://app.example']]])('origins %j are refused', (origins) => {
    expect(() => createHashlockPassPage({ origins })).toThrow(/origins/);
  });
});
