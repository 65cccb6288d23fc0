import { expect, test } from 'vitest';
import { bearer, sandboxUnderTest, statusOf } from '../sandbox-under-test.ts';

const minute = 60_000;

async function underTest() {
  const sandbox = await sandboxUnderTest();
  const film = `${sandbox.addresses.origin}/bearer/launch-film`;
  const { value } = await sandbox.mintCredential({
    ...{ scheme: 'bearer', film: 'launch-film', lifetimeMs: minute },
  });
  const text = async (path: string): Promise<string> =>
    (await fetch(`${film}/${path}`, bearer(value))).text();
  const license = (body: string, init: RequestInit = bearer(value)): Promise<Response> =>
    fetch(`${film}/license/clearkey`, { ...init, method: 'POST', body });
  return { sandbox, film, value, text, license };
}

const kidIn = (playlist: string): string =>
  Buffer.from(/KEYID=0x([\da-f]{32})/.exec(playlist)?.[1] ?? '', 'hex').toString('base64url');

test('a licence holds the key that playlists and manifest name, and nothing but what was asked for', async () => {
  const { text, license } = await underTest();
  const kid = kidIn(await text('cenc/144p/master.m3u8'));
  const mpd = await text('cenc/manifest.mpd');
  const uuid = /default_KID="([^"]+)"/.exec(mpd)?.[1]?.replaceAll('-', '') ?? '';
  expect(Buffer.from(uuid, 'hex').toString('base64url')).toBe(kid);
  const answer = await license(JSON.stringify({ kids: [kid], type: 'temporary' }));
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { keys, ...rest } = (await answer.json()) as { keys: Record<string, string>[] };
  expect(rest).toEqual({ type: 'temporary' });
  expect(keys).toEqual([{ kty: 'oct', kid, k: expect.stringMatching(/^[\w-]{22}$/) }]);
  expect(keys[0]?.['k']).not.toBe(kid);
});

test('a licence needs the credential of the film, and is recorded as one', async () => {
  const { sandbox, license, film } = await underTest();
  expect((await license('{}', {})).status).toBe(401);
  sandbox.advance(minute);
  expect((await license('{"kids":[]}')).status).toBe(401);
  const { entries } = await sandbox.journal();
  const seen = entries.map(({ kind, method, verdict }) => ({ kind, method, verdict }));
  expect(seen).toEqual([
    { kind: 'license', method: 'POST', verdict: 'missing' },
    { kind: 'license', method: 'POST', verdict: 'expired' },
  ]);
  expect(await statusOf(`${film}/license/widevine`, { method: 'POST' })).toBe(404);
});

test.each([
  ['nonsense', 400],
  ['{"kids":"a"}', 400],
  ['{"kids":["AAAAAAAAAAAAAAAAAAAAAA"],"type":"temporary"}', 404],
])('%s is answered by %i', async (body, status) => {
  const { license } = await underTest();
  expect((await license(body)).status).toBe(status);
});

test('everything that playlists and manifest name is there, and behind the same credential', async () => {
  const { film, value, text } = await underTest();
  for (const folder of ['cenc', 'fmp4']) {
    const master = await text(`${folder}/master.m3u8`);
    const playlists = [...master.matchAll(/^\w+\/\S+$|URI="([^"]+)"/gm)].map(
      ([line, uri]) => uri ?? line,
    );
    expect(playlists).toHaveLength(3);
    for (const path of playlists) {
      const media = await text(`${folder}/${path}`);
      const init = /MAP:URI="([^"]+)"/.exec(media)?.[1] ?? '';
      const segments = media.match(/^[^#\s]+$/gm) ?? [];
      expect(segments).toHaveLength(30);
      for (const uri of [init, segments[0] ?? '', segments[29] ?? '']) {
        const url = new URL(uri, `${film}/${folder}/${path}`).href;
        expect({ url, status: await statusOf(url, bearer(value)) }).toEqual({ url, status: 200 });
        expect({ url, status: await statusOf(url) }).toEqual({ url, status: 401 });
      }
    }
  }
  expect(await text('cenc/144p/clearkey.m3u8')).toContain('KEYFORMAT="org.w3.clearkey"');
  for (const path of ['cenc/480p/init.mp4', 'cenc/144p/11.m4s', 'cenc/none.mpd', 'fmp4/a.m3u8'])
    expect(await statusOf(`${film}/${path}`, bearer(value))).toBe(404);
});

test('what is encrypted is not that of another run', async () => {
  const [one, other] = [await underTest(), await underTest()];
  const path = 'cenc/144p/master.m3u8';
  expect(kidIn(await one.text(path))).not.toBe(kidIn(await other.text(path)));
});
