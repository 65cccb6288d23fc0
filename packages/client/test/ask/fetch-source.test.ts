import { describe, expect, it } from 'vitest';
import { fetchSource } from '../../src/ask/fetch-source.ts';
import { fakeFetch, FIRST, json } from '../support/fake-fetch.ts';

const FILM = { asset: 'film' };
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: unknown): string => `${encode({ alg: 'ES256' })}.${encode(claims)}.sig`;

describe('fetchSource', () => {
  it('asks with GET, or posts what body makes, and finds the token and its lifetime', async () => {
    const { fetch, sent } = fakeFetch(() => json({ jwt: 'abc', ttl: 30 }));
    const options = {
      token: (answer: { jwt: string }) => answer.jwt,
      expiresIn: (answer: { ttl: number }) => answer.ttl,
      fetch,
    };
    expect(await fetchSource('/token', options)(FILM, FIRST)).toEqual({
      token: 'abc',
      expiresIn: 30,
    });
    await fetchSource('/token', {
      ...options,
      body: ({ asset }) => ({ id: asset }),
      headers: [['x-own', '1']],
      credentials: 'include',
    })(FILM, FIRST);
    await fetchSource(({ asset }) => `/token/${asset}`, { ...options, method: 'PUT' })(FILM, FIRST);
    expect(sent.map(({ url, init }) => [url, init.method, init.body, init.credentials])).toEqual([
      ['/token', 'GET', undefined, undefined],
      ['/token', 'POST', '{"id":"film"}', 'include'],
      ['/token/film', 'PUT', undefined, undefined],
    ]);
    expect(Object.fromEntries(new Headers(sent[1]?.init.headers))).toEqual({
      'content-type': 'application/json',
      'x-own': '1',
    });
    expect(sent.every(({ init }) => init.cache === 'no-store')).toBe(true);
  });

  it('tells body that a token was refused, so that nobody answers from a cache', async () => {
    const { fetch, sent } = fakeFetch(() => json({ jwt: 'abc' }));
    const source = fetchSource('/token', {
      token: (answer: { jwt: string }) => answer.jwt,
      body: ({ asset }, { fresh }) => ({ asset, fresh }),
      fetch,
    });
    for (const fresh of [false, true]) await source(FILM, { ...FIRST, fresh });
    expect(sent.map(({ init }) => init.body)).toEqual([
      '{"asset":"film","fresh":false}',
      '{"asset":"film","fresh":true}',
    ]);
  });

  it.each([
    ['exp less iat', jwt({ iat: 1000, exp: 1060 }), 60],
    ['nothing without iat', jwt({ exp: 1060 }), undefined],
    ['nothing of claims that are no numbers', jwt({ iat: '1000', exp: 1060 }), undefined],
    ['nothing of an opaque token', 'opaque', undefined],
    ['nothing of a malformed JWT', 'a.%%%.c', undefined],
    ['nothing of a JWT that is no object', jwt(null), undefined],
    [
      'exp less iat of a payload with letters beyond ASCII',
      jwt({ name: 'Zoë 😀', iat: 0, exp: 5 }),
      5,
    ],
  ])('check 10, check 17: a token says of itself: %s', async (_, token, expiresIn) => {
    const { fetch } = fakeFetch(() => json({ token }));
    const bare = await fetchSource('/token', { token: (answer) => answer['token'], fetch })(
      FILM,
      FIRST,
    );
    expect(bare).toEqual(expiresIn === undefined ? { token } : { token, expiresIn });
  });

  it.each([
    ['no text', { token: 5 }],
    ['nothing', {}],
    ['no object', 'null'],
    ['a lifetime that is no number', { token: 'abc', ttl: '30' }],
  ])('an answer with %s is refused without its text', async (_, body) => {
    const { fetch } = fakeFetch(() => json(body));
    const source = fetchSource('/token', {
      token: (answer) => answer['token'],
      expiresIn: (answer) => answer['ttl'],
      fetch,
    });
    await expect(source(FILM, FIRST)).rejects.toMatchObject({ code: 'invalid_response' });
  });

  it('a getter that does not fit the answer is not taken for the network', async () => {
    const { fetch } = fakeFetch(() => json({}));
    const token = (answer: { data: { token: string } }): string => answer.data.token;
    await expect(fetchSource('/token', { token, fetch })(FILM, FIRST)).rejects.toMatchObject({
      code: 'invalid_response',
    });
  });

  it('statuses are read as those of our own endpoint', async () => {
    const { fetch } = fakeFetch(() => json('', { status: 403 }));
    await expect(
      fetchSource('/token', { token: () => '', fetch })(FILM, FIRST),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
