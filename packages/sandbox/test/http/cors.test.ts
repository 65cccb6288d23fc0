import { expect, test } from 'vitest';
import { LISTENERS } from '../../src/listener-name.ts';
import { sandboxUnderTest } from '../sandbox-under-test.ts';

/** Doors with rules of their own, which their own tests know. */
const OWN = ['control', 'authorization', 'brightcove', 'mux'];
const MEDIA = LISTENERS.filter((name) => !OWN.includes(name));

test.each(MEDIA)(
  '%s: every answer can be read by every page, with credentials',
  async (listener) => {
    const { addresses } = await sandboxUnderTest();
    for (const path of [
      '/',
      '/open/launch-film/film.key',
      '/media/launch-film/film.key',
      '/v1/x',
      '/videos/1/locks/hash.json',
    ]) {
      const response = await fetch(addresses[listener] + path, {
        headers: { Origin: 'https://app.example' },
      });
      expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
      expect(response.headers.get('access-control-allow-credentials')).toBe('true');
      expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
      expect(response.headers.get('vary')).toBe('Origin');
      await response.arrayBuffer();
    }
  },
);

test.each(MEDIA)(
  '%s: a preflight needs no credential, allows what it is asked for, and is noted',
  async (listener) => {
    const sandbox = await sandboxUnderTest();
    const response = await fetch(`${sandbox.addresses[listener]}/bearer/launch-film/master.m3u8`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'http://localhost:4600',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization,x-media-key',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:4600');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization,x-media-key');
    expect(response.headers.get('access-control-allow-methods')).toContain('GET');
    expect(response.headers.get('access-control-max-age')).toBe('600');
    const [entry] = (await sandbox.journal()).entries;
    expect(entry).toMatchObject({ method: 'OPTIONS', status: 204, credential: 'none' });
    expect(entry?.verdict).toBeUndefined();
  },
);

test('without an Origin nothing is promised with credentials', async () => {
  const { addresses } = await sandboxUnderTest();
  const { headers } = await fetch(addresses.foreign);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('access-control-allow-credentials')).toBeNull();
});

test('control commands are for pages of this computer', async () => {
  const { addresses } = await sandboxUnderTest();
  const ask = (origin: string, method: string) =>
    fetch(`${addresses.control}/faults`, { method, headers: { Origin: origin } });
  for (const origin of [
    'http://localhost:4600',
    'http://app.localhost',
    'http://127.0.0.1:1',
    'http://[::1]:2',
  ]) {
    const response = await ask(origin, 'DELETE');
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      204,
      origin,
    ]);
  }
  for (const origin of [
    'https://evil.example',
    'http://localhost.evil.example',
    'null',
    'http://127.0.0.1.evil.example',
  ])
    for (const method of ['GET', 'DELETE', 'POST', 'OPTIONS']) {
      const response = await ask(origin, method);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.status).toBe(method === 'OPTIONS' ? 204 : 403);
      await response.arrayBuffer();
    }
});

test('listeners are named in the order of their ports', () => {
  expect(LISTENERS.slice(0, 5)).toEqual(['control', 'catchTheShow', 'ibm', 'origin', 'foreign']);
});
