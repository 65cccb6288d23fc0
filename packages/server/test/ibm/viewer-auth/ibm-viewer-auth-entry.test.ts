import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIbmViewerTokens, ibmViewerAuthEntry } from '../../../src/ibm/index.ts';
import type { IbmViewerAuthEntryOptions, ViewerAuthVisit } from '../../../src/ibm/index.ts';
import { deny, grant } from '../../../src/index.ts';
import type { AuditEvent } from '../../../src/index.ts';
import { APP, countingIds, NOW } from '../../support.ts';
import { ibmWorld } from '../ibm-world.ts';
import { KEY_A } from '../vectors.ts';

const ENTRY = 'https://yourapp.com/content-auth';
const pem = createPrivateKey({ key: KEY_A, format: 'jwk' })
  .export({ format: 'pem', type: 'pkcs8' })
  .toString();

/** An entry whose tokens are written out, so that one sees where they go. */
function entry(options: Partial<IbmViewerAuthEntryOptions> = {}) {
  const events: AuditEvent[] = [];
  const visits: ViewerAuthVisit[] = [];
  const handle = ibmViewerAuthEntry({
    tokens: {
      mint: async ({ content, subject }) => ({
        token: `token.${content.replace(':', '-')}.${subject}`,
        lifetimeSeconds: 55,
      }),
    },
    decide: (_request, visit) => {
      visits.push(visit);
      return grant({ asset: visit.asset ?? 'channel:7', viewer: 'v-1' });
    },
    embeddedIn: [APP],
    clock: { now: () => NOW },
    newId: countingIds(),
    audit: (event) => events.push(event),
    ...options,
  });
  const visit = (query: string, init: RequestInit = {}): Promise<Response> =>
    handle(new Request(ENTRY + query, init));
  const from = (ref: string): Promise<Response> => visit(`?ref=${encodeURIComponent(ref)}`);
  return { visit, from, events, visits };
}

const PLAYER = 'https://video.ibm.com/embed/recorded/1234567';
const locationOf = (response: Response): string | null => response.headers.get('location');

describe('a viewer who may watch', () => {
  it('goes back to where the vendor’s picture says, with a token', async () => {
    const { visit, events, visits } = entry();
    // Printed without escapes: https://yourapp.com/content-auth?ref=https://video.ibm.com/embed/recorded/1234567
    const response = await visit(`?ref=${PLAYER}`);
    expect(response.status).toBe(302);
    expect(locationOf(response)).toBe(`${PLAYER}?vt=token.video-1234567.v-1`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(visits).toEqual([
      { asset: 'video:1234567', ref: PLAYER, query: new URLSearchParams({ ref: PLAYER }) },
    ]);
    expect(events).toEqual([
      {
        at: NOW,
        vendor: 'ibm-viewer-auth-entry',
        correlationId: 'id-1',
        asked: 'video:1234567',
        asset: 'video:1234567',
        outcome: 'granted',
        status: 302,
        lifetimeSeconds: 55,
        viewer: 'v-1',
      },
    ]);
  });

  it.each([
    [`${PLAYER}?autoplay=true&x=%2F%20`, `${PLAYER}?autoplay=true&x=%2F%20&vt=T`],
    [`${PLAYER}?vt=old&a=1&%76t=older`, `${PLAYER}?a=1&vt=T`],
    [`${PLAYER}?`, `${PLAYER}?vt=T`],
    [`${PLAYER}?a=1#vt=x`, `${PLAYER}?a=1&vt=T`],
    [
      `${PLAYER}?api-target-origin=https%3A%2F%2Fapp.example`,
      `${PLAYER}?api-target-origin=https%3A%2F%2Fapp.example&vt=T`,
    ],
  ])('comes back to %s with its query kept', async (ref, expected) => {
    const tokens = { mint: async () => ({ token: 'T', lifetimeSeconds: 55 }) };
    expect(locationOf(await entry({ tokens }).from(ref))).toBe(expected);
  });

  it.each([
    ['https://video.ibm.com/embed/42', 'channel:42'],
    ['https://video.ibm.com/chat/42', 'chat:42'],
    ['https://video.ibm.com/qna/42', 'qna:42'],
    ['https://video.ibm.com/some-channel', undefined],
    ['https://video.ibm.com/embed/recorded/', undefined],
  ])('%s is %s', async (ref, asset) => {
    const { from, visits } = entry();
    expect((await from(ref)).status).toBe(302);
    expect(visits[0]?.asset).toBe(asset);
  });

  it('A15 opens what was granted: the token is that content’s', async () => {
    const { from } = entry({ decide: () => grant({ asset: 'channel:9', viewer: 'v-1' }) });
    expect(locationOf(await from(PLAYER))).toBe(`${PLAYER}?vt=token.channel-9.v-1`);
  });

  it('is named to the vendor as the application says', async () => {
    const { from } = entry({ subjectOf: ({ viewer }) => `known-as-${viewer}` });
    expect(locationOf(await from(PLAYER))).toContain('.known-as-v-1');
  });
});

describe('ref', () => {
  const elsewhere = [
    'https://evil.example/',
    'https://video.ibm.com.evil.example/embed/1',
    'https://video.ibm.com@evil.example/embed/1',
    'https://video.ibm.com:8443/embed/1',
    'http://video.ibm.com/embed/1',
    'https://evil.video.ibm.com/embed/1',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/..//evil.example',
    'https:evil.example',
    'https:/\\evil.example',
    'https://video.ibm.com\\@evil.example',
    'https://video.ibm.com/\\evil.example',
    'https://video.ibm.com/%2f%2fevil.example',
    'https://video.ibm.com//evil.example',
    'https://video.ibm.com/embed/../../x',
    'https://video.ibm.com/embed/%2e%2e/x',
    'https://video.ibm.com/a\r\nSet-Cookie: x=1',
    'https://video。ibm。com/embed/1',
    'https://VIDEO.ibm.com/embed/1',
    'javascript:alert(1)',
    'data:text/html,x',
    '',
    'embed/1',
  ];

  it.each(elsewhere)('A43, A44 %j leads nowhere: no token, and nobody decides', async (ref) => {
    const { from, events, visits } = entry();
    const response = await from(ref);
    expect(response.status).toBe(400);
    expect(locationOf(response)).toBeNull();
    expect(visits).toEqual([]);
    expect(events).toMatchObject([{ outcome: 'refused', code: 'invalid_request' }]);
    expect(events[0]).not.toHaveProperty('asked');
    if (ref !== '') expect(await response.text()).not.toContain(ref);
  });

  it('A43 two of them are none', async () => {
    const { visit } = entry();
    expect((await visit(`?ref=${PLAYER}&ref=${PLAYER}`)).status).toBe(400);
    expect((await visit('')).status).toBe(400);
    expect((await visit(`?ref=${PLAYER}`)).status).toBe(302);
  });

  it('A44 may name further places that are configured, and no other', async () => {
    const { from } = entry({ returnTo: ['https://www.ustream.tv/embed/'] });
    expect((await from('https://www.ustream.tv/embed/1')).status).toBe(302);
    expect((await from('https://www.ustream.tv/other')).status).toBe(400);
  });
});

describe('a viewer who may not', () => {
  it.each([
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['rate_limited', 429],
  ] as const)('%s: is told so in the frame, since the vendor has no no', async (reason, status) => {
    const { from, events } = entry({ decide: () => deny(reason, { viewer: 'v-2' }) });
    const response = await from(PLAYER);
    expect([response.status, locationOf(response)]).toEqual([status, null]);
    expect(await response.text()).toMatch(/\nReference: id-1\n$/);
    expect(events).toMatchObject([{ outcome: 'denied', status, code: reason, viewer: 'v-2' }]);
  });

  it('sees the application’s page first, framable where the player is', async () => {
    const { from, events } = entry({ decide: () => new Response('sign in') });
    const response = await from(PLAYER);
    expect([response.status, await response.text()]).toEqual([200, 'sign in']);
    expect(response.headers.get('content-security-policy')).toBe(
      `frame-ancestors https://video.ibm.com ${APP}`,
    );
    expect(events).toMatchObject([{ outcome: 'interaction', asked: 'video:1234567' }]);
  });

  it.each([undefined, true, { kind: 'signed-in' }])(
    'A15 a decision that is %j is no yes',
    async (decision) => {
      const { from, events } = entry({
        decide: () => JSON.parse(JSON.stringify(decision) ?? 'null'),
      });
      expect((await from(PLAYER)).status).toBe(500);
      expect(events).toMatchObject([{ outcome: 'failed' }]);
    },
  );
});

describe('a visit that is none', () => {
  it.each([
    ['a POST', { method: 'POST' }, 405],
    ['a fetch', { headers: { 'sec-fetch-mode': 'cors' } }, 403],
    ['a prefetch', { headers: { 'sec-purpose': 'prefetch' } }, 204],
  ])('%s gets no token', async (_, init, status) => {
    const { visit, visits } = entry();
    const response = await visit(`?ref=${PLAYER}`, init);
    expect([response.status, locationOf(response)]).toEqual([status, null]);
    expect(visits).toEqual([]);
  });

  it('what cannot be audited is not given', async () => {
    const { from } = entry({
      audit: () => {
        throw new Error('the log is full');
      },
    });
    const response = await from(PLAYER);
    expect([response.status, locationOf(response)]).toEqual([500, null]);
  });
});

it.each<[string, Partial<IbmViewerAuthEntryOptions>]>([
  ['decide', { decide: JSON.parse('null') }],
  ['tokens', { tokens: JSON.parse('{}') }],
  ['embeddedIn', { embeddedIn: [] }],
  ['vendorOrigin', { vendorOrigin: 'https://video.ibm.com/x' }],
  ['returnTo', { returnTo: ['http://www.ustream.tv/'] }],
])('A15, A42 a wrong %s is refused by name', (name, options) => {
  expect(() => entry(options)).toThrow(expect.objectContaining({ code: 'config' }));
  expect(() => entry(options)).toThrow(name);
});

it('the whole way: the player sends the viewer here, and opens with what comes back', async () => {
  const { api, sandbox, clock } = await ibmWorld();
  const vendorOrigin = sandbox.addresses.ibm;
  const publicKey = createPublicKey(pem).export({ format: 'pem', type: 'spki' }).toString();
  await api.viewerAuth.set('channel:1003', { authUrl: `${ENTRY}?tenant=1`, publicKey });
  const handle = ibmViewerAuthEntry({
    tokens: createIbmViewerTokens({ signingKey: pem, apiUrl: vendorOrigin, clock }),
    decide: (_request, { asset = '' }) => grant({ asset, viewer: 'v-1' }),
    embeddedIn: [APP],
    vendorOrigin,
    clock,
  });
  const sent = await fetch(`${vendorOrigin}/embed/recorded/2004?autoplay=true`, {
    redirect: 'manual',
  });
  const there = locationOf(sent) ?? '';
  expect(there).toMatch(/^https:\/\/yourapp\.com\/content-auth\?tenant=1&ref=http/);
  const back = locationOf(await handle(new Request(there))) ?? '';
  expect(back).toMatch(/\/embed\/recorded\/2004\?autoplay=true&vt=ey/);
  expect((await fetch(back, { redirect: 'manual' })).status).toBe(200);
  expect((await fetch(back, { redirect: 'manual' })).status).toBe(302);
});
