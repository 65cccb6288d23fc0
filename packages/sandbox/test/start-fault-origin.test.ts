import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { FaultOriginOptions } from '../src/index.ts';
import { startFaultOrigin } from '../src/index.ts';

async function tell(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(Buffer.from(chunk));
  response.setHeader('Set-Cookie', ['a=1', 'b=2']);
  response.setHeader('Access-Control-Allow-Origin', 'https://chosen.example');
  response.statusCode = request.url === '/moved' ? 302 : 200;
  if (request.url === '/moved') response.setHeader('Location', '/elsewhere');
  const { method, url, headers } = request;
  response.end(JSON.stringify({ method, url, headers, body: String(Buffer.concat(body)) }));
}

/** A server that tells what it was asked, behind a fault origin. */
async function behind(options: FaultOriginOptions = {}) {
  const server = createServer((request, response) => void tell(request, response)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const address = server.address();
  const target = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const front = await startFaultOrigin(target, options);
  onTestFinished(async () => {
    await front.close();
    server.closeAllConnections();
    server.close();
  });
  return { front, server };
}

test('requests and answers pass as they are: method, path, headers, body, cookies, redirects, CORS', async () => {
  const { front } = await behind();
  const response = await fetch(`${front.address}/pass?x=1`, {
    method: 'POST',
    headers: { 'X-Playgate': '1', Origin: 'https://app.example' },
    body: 'asked',
  });
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.headers.get('access-control-allow-origin')).toBe('https://chosen.example');
  expect(await response.json()).toMatchObject({
    method: 'POST',
    url: '/pass?x=1',
    headers: {
      'x-playgate': '1',
      origin: 'https://app.example',
      host: front.address.replace('http://', ''),
    },
    body: 'asked',
  });
  const moved = await fetch(`${front.address}/moved`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([302, '/elsewhere']);
  const preflight = await fetch(`${front.address}/pass`, { method: 'OPTIONS' });
  expect(await preflight.json()).toMatchObject({ method: 'OPTIONS' });
});

test('it fails as it is told, by path and for so many times, and keeps a journal', async () => {
  const { front } = await behind({ now: () => 5 });
  await front.addFault({
    where: { path: '^/pass$' },
    do: { action: 'status', status: 503, retryAfter: 3 },
    times: 1,
  });
  const ask = (path: string): Promise<Response> => fetch(`${front.address}${path}?secret=1`);
  const failed = await ask('/pass');
  expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '3']);
  expect((await ask('/other')).status).toBe(200);
  expect((await ask('/pass')).status).toBe(200);
  const { entries } = await front.journal();
  expect(entries).toMatchObject([
    { listener: 'front', kind: 'api', path: '/pass', status: 503, fault: 'fault-1', atMs: 5 },
    { path: '/other', status: 200 },
    { path: '/pass', status: 200 },
  ]);
  expect(JSON.stringify(entries)).not.toContain('secret');
  await front.clearJournal();
  expect((await front.journal()).entries).toEqual([]);
});

test('transport faults befall it, too', async () => {
  const waits: number[] = [];
  const { front } = await behind({ wait: async (ms) => waits.push(ms) });
  await front.addFault({
    where: {},
    do: { action: 'transport', firstByteMs: 40, limitBytes: 'half' },
  });
  expect(await front.faults()).toHaveLength(1);
  const response = await fetch(front.address);
  await expect(response.text()).rejects.toThrow('terminated');
  expect(waits).toEqual([40]);
  await front.clearFaults();
  expect((await fetch(front.address)).status).toBe(200);
});

test('on localhost, by any of its names, and nowhere else', async () => {
  const { front } = await behind({ host: 'localhost' });
  expect(front.address).toMatch(/^http:\/\/localhost:\d+$/);
  expect((await fetch(front.address)).status).toBe(200);
  await expect(startFaultOrigin('https://example.com')).rejects.toMatchObject({
    code: 'invalid_option',
  });
});

test('a server behind that is gone is a 502', async () => {
  const { front, server } = await behind();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  const response = await fetch(front.address);
  expect(response.status).toBe(502);
});
