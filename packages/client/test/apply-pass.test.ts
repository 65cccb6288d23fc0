import { describe, expect, it } from 'vitest';
import { applyPass } from '../src/apply-pass.ts';
import { momentOf } from '../src/elapsed.ts';
import { HeldPass } from '../src/held-pass.ts';
import { FakeClock } from './support/fake-clock.ts';
import { makePass } from './support/make-pass.ts';

const URLS = ['https://cdn.example/'];

function held(place: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): HeldPass {
  const clock = new FakeClock();
  const pass = makePass('', { rules: [{ match: { urls: URLS }, place, ...more }] });
  return new HeldPass(pass, 7, { clock, born: momentOf(clock), random: 0 });
}

const KEY = { kind: 'header', name: 'X-Media-Key', value: 'k' };
const BEARER = { kind: 'header', name: 'authorization', value: 'Bearer t' };

describe('applyPass', () => {
  it('puts headers, cookies and query parameters on a request', () => {
    const pass = held([
      BEARER,
      { kind: 'cookie' },
      { kind: 'query', params: { a: 'x%20y', b: '' } },
    ]);
    expect(applyPass(pass, 'https://cdn.example/a.ts?a=old', 'segment')).toEqual({
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
    const once = applyPass(pass, 'https://cdn.example/a.ts', undefined);
    expect(applyPass(pass, once.url, undefined).url).toBe(once.url);
  });

  it('a rule that places nothing leaves a request alone', () => {
    expect(applyPass(held([{ kind: 'none' }]), 'https://cdn.example/a', undefined)).toMatchObject({
      url: 'https://cdn.example/a',
      generation: 0,
    });
  });

  it('a header that browsers carry across redirects may not travel where they are followed', () => {
    expect(applyPass(held([KEY]), 'https://cdn.example/a', undefined).transport).toBe(
      'no-redirect',
    );
    expect(applyPass(held([KEY, BEARER]), 'https://cdn.example/a', undefined).transport).toBe(
      'no-redirect',
    );
    expect(applyPass(held([BEARER]), 'https://cdn.example/a', undefined).transport).toBe('any');
    const promised = held([KEY], { redirects: 'never' });
    expect(applyPass(promised, 'https://cdn.example/a', undefined).transport).toBe('any');
  });

  it.each([
    'https://cdn.example/a/../b',
    'https://user@cdn.example/',
    'https://cdn.example\\b',
    'https://cdn.example/\u0001',
  ])('refuses %j, which could hide where it leads', (url) => {
    expect(() => applyPass(held([BEARER]), url, undefined)).toThrow(
      expect.objectContaining({ code: 'url_not_canonical' }),
    );
  });

  it('opens the canonical spelling of an origin', () => {
    expect(applyPass(held([BEARER]), 'https://CDN.example:443/a', undefined)).toMatchObject({
      url: 'https://cdn.example/a',
      original: 'https://CDN.example:443/a',
      generation: 7,
    });
  });

  it('lets be what is odd but none of ours', () => {
    const url = 'https://ads.example/a/../b';
    expect(applyPass(held([BEARER]), url, undefined)).toMatchObject({ url, generation: 0 });
  });

  it('the headers cannot be changed by who gets them', () => {
    const { headers } = applyPass(held([BEARER]), 'https://cdn.example/a', undefined);
    expect(Object.isFrozen(headers)).toBe(true);
  });
});
