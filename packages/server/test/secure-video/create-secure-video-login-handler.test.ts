import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../src/audit-event.ts';
import { deny } from '../../src/mint/decision.ts';
import { createSecureVideoLoginHandler, loginAs } from '../../src/secure-video/index.ts';
import type { SecureVideoLoginHandlerOptions } from '../../src/secure-video/index.ts';
import { codeThrown } from '../api/api-support.ts';
import { APP, countingIds } from '../support.ts';
import { LOGIN, secureVideoWorld } from './secure-video-world.ts';

/** What a browser sends with a form that is posted by a page of the application. */
const FORM = { origin: APP, 'sec-fetch-site': 'same-origin', cookie: 'session=1' };

const post = (headers: Readonly<Record<string, string>> = FORM, method = 'POST'): Request =>
  new Request(`${APP}/api/secure-video/login`, { method, headers });

async function handled(
  request: Request,
  more: Partial<SecureVideoLoginHandlerOptions> = {},
  arrange: (
    world: Awaited<ReturnType<typeof secureVideoWorld>>,
  ) => Promise<unknown> = async () => {},
) {
  const world = await secureVideoWorld();
  await arrange(world);
  const events: AuditEvent[] = [];
  const handle = createSecureVideoLoginHandler({
    client: world.client,
    origins: [APP],
    decide: () => loginAs({ externalId: 'ehr-5' }, { viewer: 'viewer-1' }),
    clock: world.clock,
    newId: countingIds(),
    audit: (event) => events.push(event),
    ...more,
  });
  return { ...world, response: await handle(request), events };
}

describe('SV-S8 the login handler', () => {
  it('leads the browser to a login of its own, and says so to the audit', async () => {
    const { response, events, calls, sandbox } = await handled(post());
    expect(response.status).toBe(303);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const location = response.headers.get('location') ?? '';
    expect(location).toMatch(`${sandbox.addresses.secureVideo}/Account/AutoLogin/auto=`);
    const page = await fetch(location, { redirect: 'manual' });
    expect(page.headers.get('location')).toBe('/Account/Dashboard');
    expect(events).toEqual([
      {
        at: 1_700_000_000_000,
        vendor: 'secure-video-login',
        correlationId: 'id-1',
        outcome: 'granted',
        status: 303,
        viewer: 'viewer-1',
      },
    ]);
    expect(calls).toMatchObject([{ correlationId: 'id-1' }]);
  });

  it.each([
    ['https://evil.example/', LOGIN.defaultReturnUrl],
    [`${APP}/room`, `${APP}/room`],
  ])('A43 asked to return to %s, it returns to %s', async (returnUrl, expected) => {
    const { sent } = await handled(post(), { decide: () => loginAs('5', { returnUrl }) });
    expect(sent).toMatchObject([{ body: { RedirectToUriOnExpiry: expected } }]);
  });

  it.each([
    [
      'A2 another site',
      { ...FORM, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['A5 a page without an origin', { ...FORM, origin: 'null' }],
    ['A7 nobody knows who', { cookie: 'session=1' }],
  ])('%s may not ask, and nobody is decided about', async (_who, headers) => {
    let asked = 0;
    const decide = () => {
      asked += 1;
      return loginAs('5');
    };
    const { response, sent } = await handled(post(headers), { decide });
    expect([response.status, asked, sent.length]).toEqual([403, 0, 0]);
  });

  it.each(['GET', 'PUT', 'HEAD'])('A4 %s makes nothing', async (method) => {
    const { response, sent } = await handled(post(FORM, method));
    expect([response.status, response.headers.get('allow'), sent.length]).toEqual([405, 'POST', 0]);
  });

  it.each([
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['rate_limited', 429],
  ] as const)('A13 a no that is %s is %i', async (reason, status) => {
    const { response, events, sent } = await handled(post(), {
      decide: () => deny(reason, { viewer: 'viewer-2', cause: 'why' }),
    });
    expect([response.status, sent.length]).toEqual([status, 0]);
    expect(events).toMatchObject([
      { outcome: 'denied', code: reason, viewer: 'viewer-2', error: 'why' },
    ]);
  });

  it('anything else than a decision is no yes', async () => {
    // @ts-expect-error JavaScript callers may return anything.
    const { response, sent } = await handled(post(), { decide: () => ({ user: '5' }) });
    expect([response.status, sent.length]).toEqual([500, 0]);
  });

  it.each([
    [412, 502],
    [401, 502],
    [429, 503],
    [500, 502],
  ])('the vendor’s %i is a generic %i, with a reference and nothing else', async (theirs, ours) => {
    const { response, events } = await handled(post(), {}, ({ tell }) =>
      tell('failNext', { status: theirs, text: 'Ask Bob about server 7' }),
    );
    expect(response.status).toBe(ours);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await response.text();
    expect(text).toMatch(/^The video vendor [^\n]+\nReference: id-1\n$/);
    expect(text).not.toContain('Bob');
    expect(events).toMatchObject([
      { outcome: 'failed', status: ours, viewer: 'viewer-1', error: { status: theirs } },
    ]);
    expect(response.headers.has('retry-after')).toBe(theirs === 429);
  });

  it('what cannot be audited is not given', async () => {
    const audit = () => Promise.reject(new Error('The log is full.'));
    const { response } = await handled(post(), { audit });
    expect([response.status, response.headers.get('location')]).toEqual([500, null]);
  });

  it.each([
    ['origins', { origins: [] }],
    ['origins', { origins: ['*'] }],
    ['decide', { decide: undefined }],
  ])('A15 without usable %s it cannot be made', async (_name, wrong) => {
    const { client } = await secureVideoWorld();
    const decide = () => loginAs('5');
    // @ts-expect-error JavaScript callers may leave it out.
    const make = () => createSecureVideoLoginHandler({ client, decide, origins: [APP], ...wrong });
    expect(codeThrown(make)).toBe('config');
  });
});
