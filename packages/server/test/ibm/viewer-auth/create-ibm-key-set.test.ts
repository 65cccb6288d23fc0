import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIbmKeySet } from '../../../src/ibm/index.ts';
import type { IbmKeySetOptions } from '../../../src/ibm/index.ts';
import type { Reaction } from '../../api/api-support.ts';
import { deaf, json, refused, status } from '../../api/api-support.ts';
import { ManualClock, settle } from '../../api/manual-clock.ts';
import { rejection } from '../ibm-world.ts';
import { KEY_A, KEY_B } from '../vectors.ts';

const published = (kid: string, { n, e } = KEY_B) => ({ kty: 'RSA', use: 'enc', kid, n, e });
const set = (...keys: readonly object[]): Reaction => json({ keys });

/** A key set whose vendor answers as listed, one after the other; the last answer stays. */
function keySet(reactions: readonly Reaction[], options: IbmKeySetOptions = {}) {
  const clock = new ManualClock();
  const urls: string[] = [];
  const made = createIbmKeySet({
    clock,
    retries: 0,
    random: () => 0,
    fetch: async (input, init = {}) => {
      urls.push(new Request(input).url);
      const reaction = reactions[Math.min(urls.length, reactions.length) - 1];
      if (reaction === undefined) throw new TypeError('no reaction');
      return reaction('', init);
    },
    ...options,
  });
  return { clock, urls, keyId: async () => (await made.key()).keyId, key: made.key };
}

describe('the key', () => {
  it('is looked up once for everybody, at the documented address', async () => {
    const { urls, keyId } = keySet([set(published('k1'))]);
    expect(await Promise.all([keyId(), keyId(), keyId()])).toEqual(['k1', 'k1', 'k1']);
    expect(await keyId()).toBe('k1');
    expect(urls).toEqual(['https://api.video.ibm.com/viewer-auth-public-key.json']);
  });

  it('P6 is imported once for each look-up', async () => {
    const { key } = keySet([set(published('k1'))]);
    const first = await key();
    for (let i = 0; i < 100; i += 1) expect(await key()).toBe(first);
  });

  it('is looked up again after its time, and another one used from then on', async () => {
    const { clock, urls, keyId } = keySet([set(published('k1')), set(published('k2'))]);
    expect(await keyId()).toBe('k1');
    await clock.advance(3_599_999);
    expect(await keyId()).toBe('k1');
    await clock.advance(1);
    expect(await Promise.all([keyId(), keyId()])).toEqual(['k2', 'k2']);
    expect(urls).toHaveLength(2);
  });

  it('does not outlive its time because the clock was set back', async () => {
    const { clock, urls, keyId } = keySet([set(published('k1')), refused(), set(published('k2'))]);
    await clock.advance(10 * 86_400_000);
    expect(await keyId()).toBe('k1');
    await clock.advance(-9 * 86_400_000);
    expect(await keyId()).toBe('k1');
    await clock.advance(-86_400_000);
    expect(await keyId()).toBe('k2');
    expect(urls).toHaveLength(3);
  });

  it('is used on while look-ups fail, each of them at least 30 seconds after the one before', async () => {
    const { clock, urls, keyId } = keySet([
      set(published('k1')),
      refused(),
      status(500),
      set(published('k2')),
    ]);
    await keyId();
    await clock.advance(3_600_000);
    expect(await keyId()).toBe('k1');
    for (let i = 0; i < 50; i += 1) expect(await keyId()).toBe('k1');
    expect(urls).toHaveLength(2);
    await clock.advance(30_000);
    expect(await keyId()).toBe('k1');
    expect(urls).toHaveLength(3);
    await clock.advance(30_000);
    expect(await keyId()).toBe('k2');
  });

  it('A76 that was never there is asked for at most each 30 seconds, too', async () => {
    const { clock, urls, keyId } = keySet([status(404), set(published('k1'))]);
    for (let i = 0; i < 50; i += 1)
      expect(await rejection(keyId())).toMatchObject({ code: 'vendor_not_found' });
    expect(urls).toHaveLength(1);
    await clock.advance(30_000);
    expect(await keyId()).toBe('k1');
  });

  it('is the first that is for sealing', async () => {
    const { keyId } = keySet([
      set(
        { kty: 'EC', use: 'enc', kid: 'ec', crv: 'P-256', x: 'a', y: 'b' },
        { ...published('sig'), use: 'sig' },
        { kty: 'RSA', kid: 'no use', n: KEY_B.n, e: 'AQAB' },
        { ...published(''), kid: 7 },
        published('k1'),
        published('k2', KEY_A),
      ),
    ]);
    expect(await keyId()).toBe('k1');
  });

  it.each<[string, Reaction]>([
    ['no set', json([])],
    ['an empty set', set()],
    ['an RSA key of 1024 bits', set(published('k', small()))],
    ['a modulus that is none', set(published('k', { n: `${KEY_B.n}!`, e: 'AQAB' }))],
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['A76 a redirect', status(302, { location: 'https://evil.example/' })],
    ['A76 more than 256 kB', json({ keys: [published('k'.repeat(300_000))] })],
  ])('is an error of the vendor where there is %s', async (_, reaction) => {
    const { keyId } = keySet([reaction]);
    expect(await rejection(keyId())).toMatchObject({ code: 'vendor_response' });
  });
});

function small(): { n: string; e: string } {
  const { n = '', e = '' } = generateKeyPairSync('rsa', {
    modulusLength: 1024,
  }).publicKey.export({ format: 'jwk' });
  return { n, e };
}

describe('waiting for it', () => {
  it('ends with the signal of who waits, and nobody else’s', async () => {
    let resolve: (response: Response) => void = () => {};
    const { key } = keySet([() => new Promise((settled) => (resolve = settled))]);
    const life = new AbortController();
    const waits = key(life.signal);
    const other = key();
    await settle();
    life.abort();
    expect(await rejection(waits)).toMatchObject({ code: 'aborted' });
    resolve(Response.json({ keys: [published('k1')] }));
    expect(await other).toMatchObject({ keyId: 'k1' });
  });

  it('ends when the vendor takes too long', async () => {
    const { clock, key } = keySet([deaf]);
    const waits = rejection(key());
    await settle();
    await clock.advance(5000);
    expect(await waits).toMatchObject({ code: 'vendor_timeout' });
  });
});

it.each([
  ['maxAgeSeconds', { maxAgeSeconds: 29 }],
  ['maxAgeSeconds', { maxAgeSeconds: 86_401 }],
  ['maxAgeSeconds', { maxAgeSeconds: Number.NaN }],
  ['apiUrl', { apiUrl: 'http://api.video.ibm.com' }],
])('A42, A76 a wrong %s is refused by name: %j', (name, options) => {
  expect(() => createIbmKeySet(options)).toThrow(expect.objectContaining({ code: 'config' }));
  expect(() => createIbmKeySet(options)).toThrow(name);
});
