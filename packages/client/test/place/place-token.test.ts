import { describe, expect, it } from 'vitest';
import { fixedSource } from '../../src/ask/fixed-source.ts';
import { bearer, header, query } from '../../src/place/place-token.ts';
import { tokenSource } from '../../src/ask/token-source.ts';
import { codeOf, makeClient } from '../support/make-client.ts';
import { CDN, makePass } from '../support/make-pass.ts';

const FILM = { asset: 'film' };
const urls = [CDN];

describe('placers', () => {
  it('put a token where they say', () => {
    expect(bearer({ urls, kinds: ['key'], refusals: { 403: 'deny' } })('abc')).toEqual([
      {
        match: { urls, kinds: ['key'] },
        place: [{ kind: 'header', name: 'Authorization', value: 'Bearer abc' }],
        refusals: { 403: 'deny' },
      },
    ]);
    expect(header({ name: 'X-Key', urls, redirects: 'never' })('abc')).toEqual([
      {
        match: { urls },
        place: [{ kind: 'header', name: 'X-Key', value: 'abc' }],
        redirects: 'never',
      },
    ]);
    expect(query({ param: 'vt', urls })('a+b/c=')).toEqual([
      { match: { urls }, place: [{ kind: 'query', params: { vt: 'a%2Bb%2Fc%3D' } }] },
    ]);
  });

  it.each([
    ['urls', () => bearer({ urls: ['http://cdn.example/'] })],
    ['urls', () => bearer({ urls: ['https://cdn.example/a b/'] })],
    ['name', () => header({ name: 'Cookie', urls })],
    ['name', () => header({ name: 'X-Playgate', urls })],
    ['params', () => query({ param: '', urls })],
  ])('wrong %s are named when the placer is made', (name, make) => {
    expect(make).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
  });
});

describe('sources of bare tokens', () => {
  it('tokenSource takes what a getter gives, and tells it when one was refused', async () => {
    const asked: boolean[] = [];
    const source = tokenSource(({ fresh }) => {
      asked.push(fresh);
      return Promise.resolve(`t${asked.length}`);
    });
    const { client, clock } = makeClient({ source, place: bearer({ urls }) });
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    await clock.advance(86_400_000);
    const request = authorizer.apply(`${CDN}a.ts`);
    expect(request.headers).toEqual({ Authorization: 'Bearer t1' });
    await authorizer.refused({ request, status: 401 });
    expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({ Authorization: 'Bearer t2' });
    expect(asked).toEqual([false, true]);
  });

  it('tokenSource renews ahead when the getter says how long it lasts', async () => {
    let n = 0;
    const source = tokenSource(() => Promise.resolve({ token: `t${(n += 1)}`, expiresIn: 60 }));
    const { client, clock } = makeClient({ source, place: bearer({ urls }) });
    await client.authorizer(FILM).ready();
    await clock.advance(46_000);
    expect(n).toBe(2);
  });

  it.each(['', 'two words', 'line\nbreak', 'ü'])(
    'a token that no header can carry is refused: %j',
    async (token) => {
      const { client, clock } = makeClient({ source: fixedSource(token), place: bearer({ urls }) });
      const code = codeOf(client.pass(FILM));
      await clock.advance(5000);
      expect(await code).toBe('invalid_response');
    },
  );

  it('fixedSource is never renewed: refused, it is over', async () => {
    const { client, clock } = makeClient({ source: fixedSource('fixed'), place: bearer({ urls }) });
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    const verdict = authorizer.refused({ request: authorizer.apply(`${CDN}a.ts`), status: 401 });
    await clock.advance(5000);
    expect(await verdict).toMatchObject({ action: 'stop', error: { code: 'invalid_response' } });
  });

  it('fixedSource gives a pass as it is, until its life is over', async () => {
    const { client, clock } = makeClient({ source: fixedSource(makePass('fixed')) });
    const authorizer = client.authorizer(FILM);
    await authorizer.ready();
    await clock.advance(57_000);
    expect(authorizer.apply(`${CDN}a.ts`).headers).toEqual({ Authorization: 'Bearer fixed' });
    await clock.advance(30_000);
    const ready = codeOf(authorizer.ready());
    await clock.advance(5000);
    expect(await ready).toBe('invalid_response');
  });

  it('what a source of one’s own makes up goes through the same parser', async () => {
    const pass = makePass('x');
    const source = fixedSource({
      ...pass,
      rules: [{ match: { urls }, place: [{ kind: 'header', name: 'Cookie', value: 'session=1' }] }],
    });
    const { client, clock } = makeClient({ source });
    const code = codeOf(client.pass(FILM));
    await clock.advance(5000);
    expect(await code).toBe('invalid_response');
  });
});
