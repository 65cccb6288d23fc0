import { describe, expect, it } from 'vitest';
import { corsCheck } from '../../src/doctor/index.ts';
import type { CorsCheckOptions } from '../../src/doctor/index.ts';
import { examine, levels, patient } from './patient.ts';

const ORIGIN = 'https://app.example';
const GOOD = { 'Access-Control-Allow-Origin': ORIGIN, Vary: 'Origin' };

interface Gate {
  readonly preflight?: readonly [status: number, headers: Readonly<Record<string, string>>];
  readonly actual?: readonly [status: number, headers: Readonly<Record<string, string>>];
}

/** A media server that answers preflights and requests so, and what it was asked. */
async function gate({ preflight = [204, GOOD], actual = [401, GOOD] }: Gate) {
  const asked: { method: string; headers: NodeJS.Dict<string | string[]> }[] = [];
  const url = await patient((request, response) => {
    const { method = '', headers } = request;
    asked.push({ method, headers });
    const [status, sent] = method === 'OPTIONS' ? preflight : actual;
    response.writeHead(status, sent).end();
  });
  return { url: `${url}/films/master.m3u8?sig=canary`, asked };
}

const check = (url: string, options: Partial<CorsCheckOptions> = {}) =>
  examine(corsCheck({ origin: ORIGIN, url, ...options }));

const BEARER = { headers: ['Authorization'] };
const allowing = (headers: Readonly<Record<string, string>>): Gate => ({
  preflight: [204, { ...GOOD, ...headers }],
});

describe('a sound media server', () => {
  it('lets a page ask with a header, and says so in words without the query', async () => {
    const { url, asked } = await gate(
      allowing({ 'Access-Control-Allow-Headers': 'authorization' }),
    );
    const findings = await check(url, BEARER);
    const shown = url.replace('?sig=canary', '');
    expect(findings).toEqual([
      {
        id: 'cors',
        level: 'ok',
        summary: `The preflight of GET ${shown} lets pages of ${ORIGIN} ask with Authorization.`,
      },
      {
        id: 'cors',
        level: 'ok',
        summary: `Pages of ${ORIGIN} may read the answer of GET ${shown} (status 401).`,
      },
    ]);
    expect(asked.map(({ method }) => method)).toEqual(['OPTIONS', 'GET']);
    expect(asked[0]?.headers).toMatchObject({
      origin: ORIGIN,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    });
    expect(asked[1]?.headers['authorization']).toBeUndefined();
  });

  it('is asked without a preflight where a browser needs none', async () => {
    const { url, asked } = await gate({ preflight: [500, {}] });
    expect(levels(await check(url, { headers: ['Accept'] }))).toEqual(['ok']);
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('may use wildcards where no cookies go along', async () => {
    const star = { 'Access-Control-Allow-Origin': '*' };
    const { url } = await gate({
      preflight: [
        200,
        { ...star, 'Access-Control-Allow-Headers': '*', 'Access-Control-Allow-Methods': '*' },
      ],
      actual: [200, star],
    });
    expect(levels(await check(url, { method: 'PUT', headers: ['BCOV-Auth'] }))).toEqual([
      'ok',
      'ok',
    ]);
  });

  it('is not asked where the page shares its origin', async () => {
    const { url, asked } = await gate({});
    const findings = await check(url, { origin: new URL(url).origin });
    expect(findings).toMatchObject([{ level: 'ok', summary: expect.stringContaining('share') }]);
    expect(asked).toEqual([]);
  });
});

describe('what keeps a browser from asking', () => {
  it.each([
    [401, 'A preflight that is answered like the request itself'],
    [302, 'A preflight that is redirected'],
  ])('status %d: %s', async (status) => {
    const { url } = await gate({ preflight: [status, { ...GOOD, Location: '/elsewhere' }] });
    const [finding] = await check(url, BEARER);
    expect(finding?.level).toBe('problem');
    expect(finding?.summary).toContain(`A browser never sends GET `);
    expect(finding?.summary).toContain(`status ${status}`);
    expect(finding?.advice).toContain('OPTIONS');
  });

  it.each([
    ['nothing about headers', {}],
    ['a wildcard, which does not cover Authorization', { 'Access-Control-Allow-Headers': '*' }],
    ['other headers only', { 'Access-Control-Allow-Headers': 'BCOV-Auth, Content-Type' }],
  ])('a preflight that says %s', async (_what, headers) => {
    const { url } = await gate(allowing(headers));
    const [finding] = await check(url, BEARER);
    expect(finding?.level).toBe('problem');
    expect(finding?.summary).toContain('does not allow the header Authorization');
    expect(finding?.advice).toContain('Access-Control-Allow-Headers: Authorization');
  });

  it('a method that is not allowed', async () => {
    const { url } = await gate(allowing({ 'Access-Control-Allow-Methods': 'GET, PUT' }));
    const [finding] = await check(url, { method: 'delete' });
    expect(finding?.summary).toContain('does not allow DELETE');
  });

  it('wildcards where cookies go along', async () => {
    const { url } = await gate(
      allowing({
        'Access-Control-Allow-Headers': '*',
        'Access-Control-Allow-Methods': '*',
        'Access-Control-Allow-Credentials': 'true',
      }),
    );
    const findings = await check(url, { method: 'PUT', headers: ['X-A'], credentials: true });
    expect(levels(findings.slice(0, 2))).toEqual(['problem', 'problem']);
  });
});

describe('what keeps a page from reading', () => {
  it.each([
    ['no CORS headers', {}, 'names no Access-Control-Allow-Origin'],
    [
      'another origin',
      { 'Access-Control-Allow-Origin': 'https://other.example' },
      'allows another origin',
    ],
    [
      'two origins at once',
      { 'Access-Control-Allow-Origin': `${ORIGIN}, https://other.example` },
      'allows another origin',
    ],
  ])('%s', async (_what, headers, words) => {
    const { url } = await gate({ actual: [403, headers] });
    const [finding] = await check(url);
    expect(finding?.level).toBe('problem');
    expect(finding?.summary).toContain(`(status 403): it ${words}`);
    expect(finding?.advice).toContain('on errors too');
  });

  it.each([
    ['any origin', { 'Access-Control-Allow-Origin': '*' }, 'does not count where cookies'],
    ['no cookies', GOOD, 'does not allow cookies'],
  ])('%s, where cookies go along', async (_what, headers, words) => {
    const { url } = await gate({ actual: [200, headers] });
    const [finding] = await check(url, { credentials: true });
    expect(finding?.summary).toContain(words);
  });

  it('A80: an answer for one origin without Vary is a warning, since a cache may mix them up', async () => {
    const { url } = await gate({ actual: [200, { 'Access-Control-Allow-Origin': ORIGIN }] });
    const [finding] = await check(url);
    expect(finding?.level).toBe('warning');
    expect(finding?.summary).toContain('lacks Vary: Origin');
  });
});

it('refuses what is no header name, for it would become two headers', () => {
  const wrong = { origin: ORIGIN, url: 'https://cdn.example/', headers: ['X-A\r\nX-B: 1'] };
  expect(() => corsCheck(wrong)).toThrow(/^method and headers/);
});
