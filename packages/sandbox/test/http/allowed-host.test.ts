import { request } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { isAllowedHost } from '../../src/http/allowed-host.ts';
import { sandboxUnderTest } from '../sandbox-under-test.ts';

test.each([
  '127.0.0.1:80',
  '127.0.0.1',
  'localhost',
  'LocalHost:80',
  'a.b.localhost:80',
  '[::1]:80',
])('%s is this computer', (host) => expect(isAllowedHost(host, 80)).toBe(true));

test.each([
  undefined,
  '',
  'evil.example',
  'evil.example:80',
  'localhost.evil.example:80',
  'evillocalhost:80',
  '127.0.0.1.evil.example:80',
  '127.0.0.1:81',
  '127.0.0.1:80@evil.example',
  '.localhost:80',
  '0.0.0.0:80',
])('A91: %s is not', (host) => expect(isAllowedHost(host, 80)).toBe(false));

test('A91: every listener refuses a foreign Host with 403, and serves nothing', async () => {
  const { addresses, journal } = await sandboxUnderTest();
  for (const address of Object.values(addresses)) {
    const ask = async (host: string): Promise<number | undefined> => {
      const asked = request(address, { headers: { Host: host } }).end();
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      response.resume();
      return response.statusCode;
    };
    const { port } = new URL(address);
    expect(await ask(`evil.example:${port}`)).toBe(403);
    expect(await ask(`media.localhost:${port}`)).not.toBe(403);
  }
  expect((await journal()).entries.every(({ status }) => status !== 403)).toBe(true);
});
