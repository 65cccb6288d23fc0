import { describe, expect, it } from 'vitest';
import { strange } from './canary-stage.ts';
import { canarySearch } from './find-canaries.ts';

const SECRET = `${strange('secret')} ä`;
const find = canarySearch({ secret: SECRET });
const bytes = (before: number): Buffer =>
  Buffer.concat([Buffer.alloc(before, 'x'), Buffer.from(SECRET), Buffer.from('more')]);
const lower = (text: string): string => text.replace(/%[\dA-F]{2}/g, (byte) => byte.toLowerCase());

describe('a secret is found', () => {
  it.each([
    ['raw', SECRET],
    ['url', encodeURIComponent(SECRET)],
    ['url', lower(encodeURIComponent(SECRET))],
    ['url', encodeURI(SECRET)],
    ['url', new URLSearchParams({ q: SECRET }).toString()],
    ['url', lower(new URLSearchParams({ q: SECRET }).toString())],
    ['url', encodeURIComponent(encodeURIComponent(SECRET))],
    ['json', JSON.stringify({ detail: SECRET })],
    [
      'json',
      JSON.stringify({ detail: SECRET })
        .replaceAll('/', String.raw`\/`)
        .replace('ä', String.raw`\u00e4`),
    ],
    ['base64', bytes(0).toString('base64')],
    ['base64', bytes(1).toString('base64')],
    ['base64', bytes(2).toString('base64')],
    ['base64url', bytes(0).toString('base64url')],
    ['base64url', bytes(1).toString('base64url')],
    ['base64url', bytes(2).toString('base64url')],
    ['hex', bytes(0).toString('hex')],
    ['hex', bytes(0).toString('hex').toUpperCase()],
  ])('in its spelling %s: %j', (how, text) => {
    expect(find(`before ${text} after`)).toContain(`secret (${how})`);
  });

  it('and nothing where there is none', () => {
    expect(find(`before ${SECRET.slice(1)} and ${encodeURIComponent('another')} after`)).toEqual(
      [],
    );
  });
});
