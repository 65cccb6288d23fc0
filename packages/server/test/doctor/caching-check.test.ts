import { createPassHandler, deny } from '../../src/index.ts';
import { describe, expect, it } from 'vitest';
import { cachingCheck } from '../../src/doctor/index.ts';
import { plainVendor } from '../support.ts';
import { examine, levels, patient, plainPatient } from './patient.ts';

const NO_STORE = { 'Cache-Control': 'private, no-store' };

describe('what caches do with a route that gives credentials', () => {
  it('is nothing where every answer says no-store', async () => {
    let asked = 0;
    const url = await patient((request, response) => {
      asked += request.method === 'POST' && request.headers['x-playgate'] === '1' ? 1 : 0;
      response.writeHead(403, NO_STORE).end();
    });
    expect(await examine(cachingCheck({ url: `${url}/api/pass?who=canary` }))).toEqual([
      {
        id: 'caching',
        level: 'ok',
        summary: `${url}/api/pass answers with no-store, and no cache answered for it.`,
      },
    ]);
    expect(asked).toBe(2);
  });

  it.each([{}, { 'Cache-Control': 'no-cache, private' }, { 'Cache-Control': 'max-age=0' }])(
    'A81: %j is not no-store',
    async (headers) => {
      const url = await plainPatient(401, headers);
      const [finding] = await examine(cachingCheck({ url }));
      expect(finding?.level).toBe('problem');
      expect(finding?.summary).toContain('(status 401) without Cache-Control: no-store');
    },
  );

  it.each([
    ['age', '17'],
    ['x-cache', 'Hit from cloudfront'],
    ['cf-cache-status', 'HIT'],
    ['cache-status', 'ExampleCache; hit'],
  ])(
    'A79: an answer from a cache, by %s, is a problem although it says no-store',
    async (name, value) => {
      const url = await plainPatient(200, { ...NO_STORE, [name]: value });
      const [finding] = await examine(cachingCheck({ url }));
      expect(finding?.level).toBe('problem');
      expect(finding?.summary.toLowerCase()).toContain(`came from a cache (${name})`);
    },
  );

  it('is seen in the second answer, since the first fills the cache', async () => {
    let asked = 0;
    const url = await patient((_request, response) => {
      asked += 1;
      response.writeHead(200, { ...NO_STORE, 'X-Cache': asked === 1 ? 'MISS' : 'HIT' }).end();
    });
    expect(levels(await examine(cachingCheck({ url })))).toEqual(['problem']);
  });

  it.each([
    ['age', '0'],
    ['x-cache', 'Miss from cloudfront'],
    ['cf-cache-status', 'DYNAMIC'],
  ])('is nothing by %s: %s', async (name, value) => {
    const url = await plainPatient(200, { ...NO_STORE, [name]: value });
    expect(levels(await examine(cachingCheck({ url })))).toEqual(['ok']);
  });

  it('is asked of token routes by GET, with headers of one’s own', async () => {
    const seen: unknown[] = [];
    const url = await patient((request, response) => {
      seen.push([request.method, request.headers['x-who']]);
      response.writeHead(200, NO_STORE).end();
    });
    await examine(cachingCheck({ url, method: 'GET', headers: { 'X-Who': 'doctor' } }));
    expect(seen).toEqual([
      ['GET', 'doctor'],
      ['GET', 'doctor'],
    ]);
  });

  it('finds nothing in the handler of this package', async () => {
    const handle = createPassHandler({
      vendor: plainVendor,
      decide: () => deny('unauthenticated'),
      origins: ['https://app.example'],
    });
    const fetch: typeof globalThis.fetch = (input, init) =>
      handle(new Request(input instanceof URL ? input.href : input, init));
    const check = cachingCheck({ url: 'https://app.example/api/pass' });
    expect(levels(await examine(check, { fetch }))).toEqual(['ok']);
  });
});
