import { expect, test } from 'vitest';
import { client } from './api-client.ts';

const PASSWORD = '/channels/1001/locks/password.json';
const EMBED = '/channels/1001/locks/embed.json';
const ALLOWED = '/channels/1001/locks/embed/allowed-urls.json';

test('a password is set, shown as a yes, and removed', async () => {
  const { call } = await client();
  const enabled = async (): Promise<unknown> => (await call('GET', PASSWORD)).json();
  expect(await enabled()).toEqual({ enabled: false });
  expect((await call('PUT', PASSWORD, { password: 'open sesame' })).status).toBe(201);
  expect(await enabled()).toEqual({ enabled: true });
  expect((await call('DELETE', PASSWORD)).status).toBe(200);
  expect(await enabled()).toEqual({ enabled: false });
  const refused = await call('PUT', PASSWORD, {});
  expect([refused.status, await refused.json()]).toEqual([
    400,
    { error: 'input_validation_error' },
  ]);
});

test('embedding is restricted, and to which pages', async () => {
  const { call } = await client();
  const shown = async (path: string): Promise<unknown> => (await call('GET', path)).json();
  expect(await shown(EMBED)).toEqual({ locked: 'FALSE' });
  expect((await call('PUT', EMBED, { locked: 'TRUE' })).status).toBe(204);
  expect((await call('POST', ALLOWED, { url: 'https://partner.example/' })).status).toBe(201);
  expect(await shown(EMBED)).toEqual({ locked: 'TRUE' });
  expect(await shown(ALLOWED)).toEqual({ allowed_urls: ['https://partner.example/'] });
  expect((await call('DELETE', ALLOWED)).status).toBe(200);
  expect(await shown(ALLOWED)).toEqual({ allowed_urls: [] });
  expect((await call('PUT', EMBED, { locked: 'FALSE' })).status).toBe(204);
  expect(await shown(EMBED)).toEqual({ locked: 'FALSE' });
});

test('a page that is listed while a channel is not locked locks nothing, and is not shown until it is', async () => {
  const { call } = await client();
  const shown = async (path: string): Promise<unknown> => (await call('GET', path)).json();
  expect((await call('POST', ALLOWED, { url: 'https://partner.example/' })).status).toBe(201);
  expect([await shown(EMBED), await shown(ALLOWED)]).toEqual([
    { locked: 'FALSE' },
    { allowed_urls: [] },
  ]);
  await call('PUT', EMBED, { locked: 'TRUE' });
  expect(await shown(ALLOWED)).toEqual({ allowed_urls: ['https://partner.example/'] });
});

test.each([
  ['PUT', EMBED, {}],
  ['PUT', EMBED, { locked: 'true' }],
  ['POST', ALLOWED, {}],
  ['POST', ALLOWED, { url: 'partner.example' }],
])('%s %s with %j is 400', async (method, path, form) => {
  const { call } = await client();
  const response = await call(method, path, form);
  expect([response.status, await response.json()]).toEqual([400, { error: 'invalid_request' }]);
});

test.each([
  ['GET', PASSWORD],
  ['PUT', PASSWORD],
  ['DELETE', PASSWORD],
  ['PUT', EMBED],
  ['GET', ALLOWED],
  ['POST', ALLOWED],
  ['DELETE', ALLOWED],
])('%s %s: 403 for somebody else’s, 404 for what is not there', async (method, path) => {
  const { call } = await client();
  expect((await call(method, path.replace('1001', '1999'))).status).toBe(403);
  expect((await call(method, path.replace('1001', '9999'))).status).toBe(404);
});
