import { expect, test, vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { settled } from '../../../client/test/support/settled.ts';
import { createAuthorizedFetch, loadBlobUrl, protectFetch } from '../../src/fetch/index.ts';

const ORIGIN = 'https://media.example';
const MANIFEST = `${ORIGIN}/master.m3u8`;
const ELSEWHERE = 'https://analytics.example/beacon';

function setUp(status = 200) {
  const authorizer = new FakeAuthorizer();
  const fetch = vi.fn<typeof globalThis.fetch>(() =>
    Promise.resolve(new Response('body', { status })),
  );
  const urls = () =>
    fetch.mock.calls.map(([input]) => (typeof input === 'string' ? input : new Request(input).url));
  return { authorizer, fetch, urls };
}

test('A52: requests to the named origins get the pass, all others go out untouched and at once', async () => {
  const { authorizer, fetch, urls } = setUp();
  const authorized = createAuthorizedFetch(authorizer, { origins: [ORIGIN], fetch });
  await authorized(MANIFEST);
  authorizer.free = false;
  await authorized(ELSEWHERE, { method: 'POST' });
  await authorized(new Request(ELSEWHERE));
  expect(urls()).toEqual([`${MANIFEST}?key=1`, ELSEWHERE, ELSEWHERE]);
  expect(fetch.mock.calls[1]?.[1]).toEqual({ method: 'POST' });
});

test.each(['https://MEDIA.example/a', 'https://media.example:443/a', ' https://media.example/a'])(
  'an origin that is spelled otherwise is the same: %j',
  async (url) => {
    const { authorizer, fetch, urls } = setUp();
    await createAuthorizedFetch(authorizer, { origins: [ORIGIN], fetch })(url);
    expect(urls()).toEqual([`${ORIGIN}/a?key=1`]);
  },
);

test('what is no URL is refused as by the browser: by a promise', async () => {
  const { authorizer } = setUp();
  const authorized = createAuthorizedFetch(authorizer, { origins: [ORIGIN] });
  await expect(authorized('https://')).rejects.toBeInstanceOf(TypeError);
});

test('A: an origin that only looks alike gets nothing', async () => {
  const { authorizer, fetch, urls } = setUp();
  const authorized = createAuthorizedFetch(authorizer, { origins: [ORIGIN], fetch });
  for (const url of [`${ORIGIN}.evil.example/`, 'https://media.example@evil.example/'])
    await authorized(url).catch(() => undefined);
  expect(urls().join()).not.toContain('key=');
});

test.each(['media.example', `${ORIGIN}/film`, `${ORIGIN}/`, ''])('%j is no origin', (origin) => {
  const { authorizer } = setUp();
  expect(() => createAuthorizedFetch(authorizer, { origins: [origin] })).toThrow(
    expect.objectContaining({ code: 'config' }),
  );
});

test('tells what a URL is asked for, if the application knows', async () => {
  const { authorizer, fetch } = setUp();
  const apply = vi.spyOn(authorizer, 'apply');
  const kind = (url: string) => (url.endsWith('.m3u8') ? 'manifest' : undefined);
  const authorized = createAuthorizedFetch(authorizer, { origins: [ORIGIN], fetch, kind });
  await authorized(MANIFEST);
  expect(apply).toHaveBeenCalledWith(MANIFEST, 'manifest');
});

test('in a final state a request is rejected with the reason', async () => {
  const { authorizer, fetch } = setUp();
  const error = authorizer.end('denied', 'forbidden');
  const authorized = createAuthorizedFetch(authorizer, { origins: [ORIGIN], fetch });
  await expect(authorized(MANIFEST)).rejects.toBe(error);
});

test('a page’s own fetch is put behind the pass, and put back', async () => {
  const { authorizer, fetch, urls } = setUp();
  const page = { fetch };
  const protection = protectFetch(authorizer, { origins: [ORIGIN] }, page);
  await page.fetch(MANIFEST);
  await page.fetch(ELSEWHERE);
  expect(urls()).toEqual([`${MANIFEST}?key=1`, ELSEWHERE]);
  const error = authorizer.end('denied', 'forbidden');
  await expect(page.fetch(MANIFEST)).rejects.toBe(error);
  protection.retry();
  await page.fetch(MANIFEST);
  protection.dispose();
  expect(page.fetch).toBe(fetch);
});

test('leaves the fetch that somebody else put in its place', () => {
  const { authorizer, fetch } = setUp();
  const page = { fetch };
  const protection = protectFetch(authorizer, { origins: [ORIGIN] }, page);
  const theirs = vi.fn<typeof globalThis.fetch>();
  page.fetch = theirs;
  protection.dispose();
  expect(page.fetch).toBe(theirs);
});

test('loads a file that the browser would load by itself', async () => {
  const { authorizer, fetch, urls } = setUp();
  const track = await loadBlobUrl(authorizer, `${ORIGIN}/en.vtt`, { kind: 'track', fetch });
  expect(track.url).toMatch(/^blob:/);
  expect(urls()).toEqual([`${ORIGIN}/en.vtt?key=1`]);
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  track.revoke();
  expect(revoked).toHaveBeenCalledWith(track.url);
});

test('a file that is not there, and one that nobody wants any more', async () => {
  const missing = setUp(404);
  await expect(
    loadBlobUrl(missing.authorizer, `${ORIGIN}/xx.vtt`, { kind: 'track', fetch: missing.fetch }),
  ).rejects.toMatchObject({ code: 'media_unreachable', status: 404 });

  const { authorizer, fetch } = setUp();
  authorizer.free = false;
  const abort = new AbortController();
  const loading = loadBlobUrl(authorizer, `${ORIGIN}/poster.jpg`, {
    ...{ kind: 'image', fetch },
    signal: abort.signal,
  });
  abort.abort();
  await expect(loading).rejects.toMatchObject({ code: 'aborted' });
  await settled();
  expect(fetch).not.toHaveBeenCalled();
});
