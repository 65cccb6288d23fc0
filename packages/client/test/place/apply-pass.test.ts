import { describe, expect, it } from 'vitest';
import type { RequestKind } from '@playgate/protocol';
import { applyPass } from '../../src/place/apply-pass.ts';
import type { AuthorizedRequest } from '../../src/authorizer.ts';
import { momentOf } from '../../src/keep/elapsed.ts';
import { findRule } from '../../src/place/find-rule.ts';
import { HeldPass } from '../../src/keep/held-pass.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { makePass } from '../support/make-pass.ts';

const URLS = ['https://cdn.example/'];

function held(place: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): HeldPass {
  const clock = new FakeClock();
  const pass = makePass('', { rules: [{ match: { urls: URLS }, place, ...more }] });
  return new HeldPass(pass, 7, { clock, born: momentOf(clock), random: 0 });
}

const apply = (pass: HeldPass, url: string, kind?: RequestKind): AuthorizedRequest =>
  applyPass(pass.generation, findRule(pass.rules, url, kind), url, kind);

const KEY = { kind: 'header', name: 'X-Media-Key', value: 'k' };
const BEARER = { kind: 'header', name: 'authorization', value: 'Bearer t' };

describe('applyPass', () => {
  it('puts headers, cookies and query parameters on a request', () => {
    const pass = held([
      BEARER,
      { kind: 'cookie' },
      { kind: 'query', params: { a: 'x%20y', b: '' } },
    ]);
    expect(apply(pass, 'https://cdn.example/a.ts?a=old', 'segment')).toEqual({
      url: 'https://cdn.example/a.ts?a=x%20y&b=',
      original: 'https://cdn.example/a.ts?a=old',
      kind: 'segment',
      headers: { authorization: 'Bearer t' },
      credentials: true,
      generation: 7,
      transport: 'any',
    });
  });

  it('is idempotent', () => {
    const pass = held([{ kind: 'query', params: { hash: '[1]' } }]);
    const once = apply(pass, 'https://cdn.example/a.ts');
    expect(apply(pass, once.url).url).toBe(once.url);
  });

  it('a rule that places nothing leaves a request alone', () => {
    expect(apply(held([{ kind: 'none' }]), 'https://cdn.example/a')).toMatchObject({
      url: 'https://cdn.example/a',
      generation: 0,
    });
  });

  it.each([
    ['an advertisement', 'https://ads.example/tag.xml', undefined],
    ['analytics', 'https://analytics.example/collect', 'api'],
    ['captions', 'https://text.example/en.vtt', 'track'],
    ['a poster', 'https://images.example/poster.jpg', 'image'],
    ['thumbnails', 'https://images.example/thumbs.vtt', 'track'],
    ['a beacon', 'https://beacon.example/played', undefined],
  ] as const)('A52: %s gets nothing, unless the pass lists it', (_what, url, kind) => {
    const place = [BEARER, { kind: 'cookie' }, { kind: 'query', params: { a: 'b' } }];
    const nothing = { url, headers: {}, credentials: false, generation: 0 };
    expect(apply(held(place), url, kind)).toMatchObject(nothing);
    const listed = held(place, { match: { urls: [url] } });
    expect(apply(listed, url, kind)).toMatchObject({
      url: `${url}?a=b`,
      headers: { authorization: 'Bearer t' },
      credentials: true,
    });
  });

  it.each([undefined, 'track', 'image', 'api'] as const)(
    'A52: what stands beside the film gets nothing from a rule of other kinds: %s',
    (kind) => {
      const film = held([BEARER], { match: { urls: URLS, kinds: ['manifest', 'segment'] } });
      expect(apply(film, 'https://cdn.example/a', kind).generation).toBe(0);
      expect(apply(film, 'https://cdn.example/a', 'segment').generation).toBe(7);
    },
  );

  it('a header that browsers carry across redirects may not travel where they are followed', () => {
    expect(apply(held([KEY]), 'https://cdn.example/a').transport).toBe('no-redirect');
    expect(apply(held([KEY, BEARER]), 'https://cdn.example/a').transport).toBe('no-redirect');
    expect(apply(held([BEARER]), 'https://cdn.example/a').transport).toBe('any');
    const promised = held([KEY], { redirects: 'never' });
    expect(apply(promised, 'https://cdn.example/a').transport).toBe('any');
  });

  it.each([
    'https://cdn.example/a/../b',
    'https://user@cdn.example/',
    'https://cdn.example\\b',
    'https://cdn.example/\u0001',
  ])('refuses %j, which could hide where it leads', (url) => {
    expect(() => apply(held([BEARER]), url)).toThrow(
      expect.objectContaining({ code: 'url_not_canonical' }),
    );
  });

  it('opens the canonical spelling of an origin', () => {
    expect(apply(held([BEARER]), 'https://CDN.example:443/a')).toMatchObject({
      url: 'https://cdn.example/a',
      original: 'https://CDN.example:443/a',
      generation: 7,
    });
  });

  it('lets be what is odd but none of ours', () => {
    const url = 'https://ads.example/a/../b';
    expect(apply(held([BEARER]), url)).toMatchObject({ url, generation: 0 });
  });

  it('without a usable pass a URL is left alone, odd or not', () => {
    const url = 'https://cdn.example/a/../b';
    const { rules } = held([BEARER]);
    expect(applyPass(0, findRule(rules, url, 'key'), url, 'key')).toMatchObject({
      url,
      generation: 0,
    });
  });

  it('the headers cannot be changed by who gets them', () => {
    const { headers } = apply(held([BEARER]), 'https://cdn.example/a');
    expect(Object.isFrozen(headers)).toBe(true);
  });
});
