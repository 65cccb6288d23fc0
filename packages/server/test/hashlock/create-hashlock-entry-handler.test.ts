import { describe, expect, it, vi } from 'vitest';
import type { AuditEvent } from '../../src/index.ts';
import { deny } from '../../src/index.ts';
import { createHashlockEntryHandler, signedIn, verifyHashlock } from '../../src/hashlock/index.ts';
import type { HashlockEntryOptions } from '../../src/hashlock/index.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { APP, countingIds, NOW, STRONG_SECRET } from '../support.ts';

const VENDOR = 'https://vendor.example';
const DEFAULT_RETURN = `${APP}/hashlock/pass`;

function entry(options: Partial<HashlockEntryOptions> = {}): {
  readonly visit: (query?: string, init?: RequestInit) => Promise<Response>;
  readonly events: AuditEvent[];
} {
  const events: AuditEvent[] = [];
  const handle = createHashlockEntryHandler({
    secret: STRONG_SECRET,
    decide: () => signedIn({ user: 'v-1' }),
    defaultReturn: DEFAULT_RETURN,
    returnTo: [`${VENDOR}/embed/`],
    framedBy: [APP, VENDOR],
    clock: { now: () => NOW },
    newId: countingIds(),
    audit: (event) => events.push(event),
    ...options,
  });
  const visit = (query = '', init: RequestInit = {}): Promise<Response> =>
    handle(new Request(`${APP}/entry${query}`, init));
  return { visit, events };
}

const consumer = (url: string): string => `?hashConsumer=${encodeURIComponent(url)}`;

async function locationFor(query: string): Promise<URL> {
  const response = await entry().visit(query);
  expect(response.status).toBe(302);
  return new URL(response.headers.get('location') ?? '');
}

describe('a viewer who is signed in', () => {
  it('goes back with a hashlock of five minutes', async () => {
    const { visit, events } = entry();
    const response = await visit();
    expect(response.status).toBe(302);
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(DEFAULT_RETURN);
    const hash = location.searchParams.get('hash') ?? '';
    expect(verifyHashlock(hash, { secret: STRONG_SECRET, now: NOW })).toMatchObject({
      ok: true,
      values: { user: 'v-1' },
      hashlock: { expires: NOW / 1000 + 300 },
    });
    expect(events).toEqual([
      {
        at: NOW,
        vendor: 'hashlock-entry',
        correlationId: 'id-1',
        outcome: 'granted',
        status: 302,
        viewer: 'v-1',
      },
    ]);
  });

  it('is dated by a clock that is an object of its own', async () => {
    const clock = new ManualClock();
    expect((await entry({ clock }).visit()).status).toBe(302);
  });

  it('goes back to the allowed place that hashConsumer names, its query kept', async () => {
    const nonce = 'a'.repeat(32);
    const own = await locationFor(consumer(`${DEFAULT_RETURN}?nonce=${nonce}`));
    expect(own.href).toMatch(new RegExp(`^${DEFAULT_RETURN}\\?nonce=${nonce}&hash=%5B`));
    const vendor = await locationFor(consumer(`${VENDOR}/embed/chat?resource=%2Fchat%2F1`));
    expect(vendor.href).toMatch(
      /^https:\/\/vendor\.example\/embed\/chat\?resource=%2Fchat%2F1&hash=%5B/,
    );
  });

  it('brings one hash, its own, whatever the consumer had', async () => {
    const { searchParams } = await locationFor(consumer(`${DEFAULT_RETURN}?hash=false&n=1`));
    expect(searchParams.getAll('hash')).toHaveLength(1);
    expect(searchParams.get('hash')).toMatch(/^\[/);
  });

  it('a no is hash=false, and the audit hears whose and why', async () => {
    const { visit, events } = entry({ decide: () => deny('forbidden', { viewer: 'v-1' }) });
    const response = await visit(consumer(`${DEFAULT_RETURN}?nonce=1`));
    expect(response.headers.get('location')).toBe(`${DEFAULT_RETURN}?nonce=1&hash=false`);
    expect(events).toMatchObject([
      { outcome: 'denied', status: 302, code: 'forbidden', viewer: 'v-1' },
    ]);
  });
});

describe('where it returns', () => {
  const evil = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/..//evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https://evil.example',
    'https://evil.example/hashlock/pass',
    'javascript:alert(1)',
    'data:text/html,x',
    '@evil.example',
    `${APP}@evil.example/hashlock/pass`,
    'https://user:pw@app.example/hashlock/pass',
    `${APP}.evil.example/hashlock/pass`,
    'https://app.example.evil/hashlock/pass',
    'https://app。example/hashlock/pass',
    'https://аpp.example/hashlock/pass',
    'http://app.example/hashlock/pass',
    'https://app.example:8443/hashlock/pass',
    'https://app.example./hashlock/pass',
    `${APP}/%2f%2fevil.example`,
    `${APP}/hashlock/pass/../../elsewhere`,
    `${APP}/hashlock/pass%0d%0aLocation: https://evil.example`,
    `${DEFAULT_RETURN}\r\nSet-Cookie: a=b`,
    `${APP}\\@evil.example/hashlock/pass`,
    '/hashlock/pass',
    'hashlock/pass',
    '',
  ];

  it.each(evil)('A43 %j is as good as none', async (url) => {
    const { href } = await locationFor(consumer(url));
    expect(href).toMatch(new RegExp(`^${DEFAULT_RETURN}\\?hash=%5B`));
  });

  it.each([
    `${APP}/`,
    `${APP}/hashlock/passes`,
    `${APP}/hashlock/pass/`,
    `${VENDOR}/`,
    `${VENDOR}/embed`,
    `${VENDOR}/embed/../account`,
    `${VENDOR}/embed/%2e%2e/account`,
    `${VENDOR}/embed//evil.example`,
    `${VENDOR}:8443/embed/`,
  ])('A44 %s is not a configured place', async (url) => {
    const { href } = await locationFor(consumer(url));
    expect(href).toMatch(new RegExp(`^${DEFAULT_RETURN}\\?hash=%5B`));
  });

  it('A44 a default that ends with a slash allows no page below it', async () => {
    const { visit } = entry({ defaultReturn: `${APP}/back/` });
    const to = async (url: string): Promise<string> =>
      (await visit(consumer(url))).headers.get('location') ?? '';
    expect(await to(`${APP}/back/elsewhere`)).toMatch(/\/back\/\?hash=/);
    expect(await to(`${APP}/back/?nonce=1`)).toMatch(/\/back\/\?nonce=1&hash=/);
  });

  it('A43 two of them are as good as none', async () => {
    const allowed = consumer(`${VENDOR}/embed/a`);
    const { origin } = await locationFor(`${allowed}&${allowed.slice(1)}`);
    expect(origin).toBe(APP);
    expect((await locationFor(allowed)).origin).toBe(VENDOR);
  });
});

describe("the application's own page", () => {
  it('is shown in the frame, to nobody else', async () => {
    const { visit, events } = entry({
      decide: () =>
        new Response('<form>', {
          status: 200,
          headers: {
            'content-type': 'text/html',
            'content-security-policy': "default-src 'self'",
            'cache-control': 'max-age=60',
            'set-cookie': 'csrf=1',
          },
        }),
    });
    const response = await visit();
    expect(await response.text()).toBe('<form>');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html',
      'content-security-policy': `default-src 'self', frame-ancestors ${APP} ${VENDOR}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'set-cookie': 'csrf=1',
    });
    expect(events).toMatchObject([{ outcome: 'interaction', status: 200 }]);
  });

  it('can be a redirect of its own', async () => {
    const { visit } = entry({ decide: () => Response.redirect(`${APP}/sign-in`, 303) });
    const response = await visit();
    expect([response.status, response.headers.get('location')]).toEqual([303, `${APP}/sign-in`]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the visit', () => {
  it('is told to decide', async () => {
    const decide = vi.fn<HashlockEntryOptions['decide']>(() => signedIn({ user: 'v' }));
    await entry({ decide }).visit('?own=1&ustreamContentType=recorded&ustreamContentId=123');
    const visit = decide.mock.calls[0]?.[1];
    expect(visit).toMatchObject({ contentType: 'recorded', contentId: '123' });
    expect(visit?.query.get('own')).toBe('1');
  });

  it.each([
    '?ustreamContentId=..%2F1',
    '?ustreamContentId=',
    '?ustreamContentId=1&ustreamContentId=2',
    `?ustreamContentId=${'1'.repeat(129)}`,
    '?ustreamContentType=CHANNEL',
  ])('A16 %s is 400', async (query) => {
    const decide = vi.fn<HashlockEntryOptions['decide']>(() => signedIn({ user: 'v' }));
    const { visit, events } = entry({ decide });
    expect((await visit(query)).status).toBe(400);
    expect(decide).not.toHaveBeenCalled();
    expect(events).toMatchObject([{ outcome: 'refused', code: 'invalid_request' }]);
  });

  it('the audit hears what was asked, but nothing that could forge lines of a log', async () => {
    const { visit, events } = entry();
    await visit('?ustreamContentId=123');
    await visit('?ustreamContentId=1%0Agranted');
    expect(events.map(({ asked }) => asked)).toEqual(['123', undefined]);
  });

  it.each(['POST', 'HEAD', 'PUT', 'OPTIONS'])('%s is 405', async (method) => {
    const response = await entry().visit('', { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it.each([
    ['sec-purpose', 'prefetch'],
    ['sec-purpose', 'prefetch;prerender'],
    ['purpose', 'prefetch'],
  ])('%s: %s signs nobody', async (name, value) => {
    const decide = vi.fn<HashlockEntryOptions['decide']>(() => signedIn({ user: 'v' }));
    const response = await entry({ decide }).visit('', { headers: { [name]: value } });
    expect(response.status).toBe(204);
    expect(decide).not.toHaveBeenCalled();
  });

  it('A4 only a navigation is a visit', async () => {
    const { visit } = entry();
    const status = async (mode: string): Promise<number> =>
      (await visit('', { headers: { 'sec-fetch-mode': mode } })).status;
    expect([await status('no-cors'), await status('cors'), await status('navigate')]).toEqual([
      403, 403, 302,
    ]);
  });
});

describe('failures', () => {
  it.each(['canary|', 'canaré', 'canary\r\n', '', `canary${'x'.repeat(129)}`])(
    'A34 A35 viewer %j is 400, and not told',
    async (user) => {
      const { visit, events } = entry({ decide: () => signedIn({ user }) });
      const response = await visit();
      expect(response.status).toBe(400);
      expect(response.headers.get('location')).toBeNull();
      expect(await response.text()).not.toContain('canar');
      expect(events).toMatchObject([{ outcome: 'refused', error: { code: 'invalid_value' } }]);
    },
  );

  it('A85 what decide throws is not told', async () => {
    const { visit, events } = entry({ decide: () => Promise.reject(new Error('canary')) });
    const response = await visit();
    expect(response.status).toBe(500);
    expect(await response.text()).toBe(
      'The server failed. Its log names this correlation id.\nReference: id-1\n',
    );
    expect(events).toMatchObject([{ outcome: 'failed', error: { message: 'canary' } }]);
  });

  it.each(['null', 'true', '{"user":"v"}'])('X9 %s is no yes', async (text) => {
    const { visit } = entry({ decide: () => JSON.parse(text) });
    expect((await visit()).status).toBe(500);
  });

  it.each([
    () => {
      throw new Error('disk full');
    },
    () => Promise.reject(new Error('database down')),
  ])('what cannot be audited is not given (%#)', async (audit) => {
    const response = await entry({ audit }).visit();
    expect([response.status, response.headers.get('location')]).toEqual([500, null]);
  });

  it.each([
    ['', {}],
    ['?ustreamContentId=..', {}],
    ['', { method: 'POST' }],
    ['', { headers: { 'sec-purpose': 'prefetch' } }],
  ] as const)('A82 every answer says who may frame it (%s %j)', async (query, init) => {
    const { headers } = await entry().visit(query, init);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': `frame-ancestors ${APP} ${VENDOR}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });
});

describe('options', () => {
  it.each<[string, Partial<HashlockEntryOptions>]>([
    ['secret', { secret: 'short' }],
    ['secret', { secret: 'TOPSECRET' }],
    ['decide', { decide: JSON.parse('null') }],
    ['defaultReturn', { defaultReturn: '/pass' }],
    ['defaultReturn', { defaultReturn: 'http://app.example/pass' }],
    ['returnTo', { returnTo: ['app.example'] }],
    ['framedBy', { framedBy: [] }],
    ['framedBy', { framedBy: ['*'] }],
    ['fields', { fields: [] }],
    ['maxLifetimeSeconds', { maxLifetimeSeconds: 1e9 }],
  ])('A42 a wrong %s is refused by name', (name, options) => {
    expect(() => entry(options)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
    expect(() => entry()).not.toThrow();
  });
});
