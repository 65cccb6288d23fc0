import { expect, it } from 'vitest';
import type { IbmChannel, IbmClient } from '../../../src/ibm/index.ts';
import { ibmWorld, rejection } from '../ibm-world.ts';

const LOCK = '/channels/1001/locks/embed.json';
const URLS = '/channels/1001/locks/embed/allowed-urls.json';
const PAGE = 'https://partner.example/films?a=1';

it('a channel is locked, lists the pages that may embed it, and is unlocked, as the vendor prints it', async () => {
  const { api, sent } = await ibmWorld();
  await api.embedLocks.lock('channel:1001');
  await api.embedLocks.allow('channel:1001', PAGE);
  expect(sent.slice(-2)).toMatchObject([
    { method: 'PUT', path: LOCK, body: 'locked=TRUE' },
    { method: 'POST', path: URLS, body: new URLSearchParams({ url: PAGE }).toString() },
  ]);
  expect(await api.embedLocks.read('channel:1001')).toEqual({ isLocked: true, urls: [PAGE] });
  await api.embedLocks.clear('channel:1001');
  expect(await api.embedLocks.read('channel:1001')).toEqual({ isLocked: true, urls: [] });
  await api.embedLocks.unlock('channel:1001');
  expect(sent.at(-1)).toMatchObject({ method: 'PUT', path: LOCK, body: 'locked=FALSE' });
  expect(await api.embedLocks.read('channel:1001')).toEqual({ isLocked: false, urls: [] });
});

type Call = (api: IbmClient, channel: IbmChannel) => Promise<unknown>;

it.each<[string, Call]>([
  ['lock', (api, channel) => api.embedLocks.lock(channel)],
  ['unlock', (api, channel) => api.embedLocks.unlock(channel)],
  ['read', (api, channel) => api.embedLocks.read(channel)],
  ['allow', (api, channel) => api.embedLocks.allow(channel, PAGE)],
  ['clear', (api, channel) => api.embedLocks.clear(channel)],
])('%s: 403, 404, and no call for what is no channel', async (_name, call) => {
  const { api, sent } = await ibmWorld();
  expect(await rejection(call(api, 'channel:1999'))).toMatchObject({
    code: 'vendor_forbidden',
    reason: 'lack_of_ownership',
  });
  expect(await rejection(call(api, 'channel:9999'))).toMatchObject({ code: 'vendor_not_found' });
  const before = sent.length;
  for (const odd of ['video:2001', '1001', 'channel:../1'])
    expect(await rejection(call(api, Object(odd)))).toMatchObject({ code: 'invalid_value' });
  expect(sent).toHaveLength(before);
});

it('a page that is none is refused by the vendor', async () => {
  const { api } = await ibmWorld();
  expect(await rejection(api.embedLocks.allow('channel:1001', 'partner.example'))).toMatchObject({
    code: 'vendor_request',
    reason: 'invalid_request',
  });
});

it.each([
  [{ locked: true }, { allowed_urls: [] }],
  [{}, { allowed_urls: [] }],
  [{ locked: 'TRUE' }, { allowed_urls: PAGE }],
  [{ locked: 'TRUE' }, { allowed_urls: [1] }],
  [{ locked: 'TRUE' }, {}],
])('the answers %j and %j are unusable', async (lock, urls) => {
  const { api } = await ibmWorld({
    fetch(input, init) {
      const { pathname } = new URL(new Request(input).url);
      if (pathname === LOCK) return Promise.resolve(Response.json(lock));
      return pathname === URLS ? Promise.resolve(Response.json(urls)) : fetch(input, init);
    },
  });
  const error = await rejection(api.embedLocks.read('channel:1001'));
  expect(error).toMatchObject({ code: 'vendor_response', vendor: 'ibm' });
});
