import { expect, test } from 'vitest';
import { createCanaryScan } from '../../src/leaks/canary-scan.ts';

/** Characters that every encoding treats in its own way. */
const CANARY = 'cän+ry/=?&~"\\ 42';
const found = (text: string | Buffer): string[] => {
  const scan = createCanaryScan();
  scan.add('name', CANARY);
  return scan.scan(Buffer.from(text)).map(({ encoding }) => encoding);
};

const base64At = (before: number): string =>
  Buffer.from(`${'x'.repeat(before)}${CANARY}yz`).toString('base64');
const lowerEscapes = (text: string): string =>
  text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
const everyByte = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

test.each([
  ['as it is', CANARY, 'raw'],
  ['URL-encoded', encodeURIComponent(CANARY), 'url'],
  ['URL-encoded with small escapes', lowerEscapes(encodeURIComponent(CANARY)), 'url'],
  ['URL-encoded byte by byte', everyByte(CANARY), 'url'],
  ['URL-encoded as a form does it', new URLSearchParams({ v: CANARY }).toString(), 'url'],
  ['URL-encoded twice', encodeURIComponent(encodeURIComponent(CANARY)), 'url-twice'],
  [
    'URL-encoded twice with small escapes',
    lowerEscapes(encodeURIComponent(encodeURIComponent(CANARY))),
    'url-twice',
  ],
  ['base64 at alignment 0', base64At(0), 'base64'],
  ['base64 at alignment 1', base64At(1), 'base64'],
  ['base64 at alignment 2', base64At(2), 'base64'],
  ['base64 at alignment 3', base64At(3), 'base64'],
  ['hex', Buffer.from(CANARY).toString('hex'), 'hex'],
  ['hex in capitals', Buffer.from(CANARY).toString('hex').toUpperCase(), 'hex'],
  ['JSON', JSON.stringify({ token: CANARY }), 'json'],
  ['JSON in ASCII', JSON.stringify({ token: CANARY }).replace('ä', '\\u00e4'), 'json'],
  [
    'JSON in ASCII with capital digits',
    JSON.stringify({ token: CANARY }).replace('ä', '\\u00E4'),
    'json',
  ],
  ['JSON with escaped slashes', JSON.stringify({ token: CANARY }).replaceAll('/', '\\/'), 'json'],
  ['JSON, URL-encoded', encodeURIComponent(JSON.stringify({ token: CANARY })), 'url+json'],
])('%s', (_, text, encoding) => {
  expect(found(`GET /x?y=${text} HTTP/1.1\r\n\r\n`)).toContain(encoding);
});

test.each([0, 1, 2])('base64 at alignment %i where its alphabets differ', (before) => {
  const scan = createCanaryScan();
  const value = '\u00ff\u00fe~~~???>>>';
  scan.add('name', value);
  const bytes = Buffer.from(`${'x'.repeat(before)}${value}yz`);
  const found = (text: string): string[] =>
    scan.scan(Buffer.from(text)).map(({ encoding }) => encoding);
  expect(bytes.toString('base64')).toMatch(/[+/]/);
  expect(found(bytes.toString('base64'))).toEqual(['base64']);
  expect(found(bytes.toString('base64url'))).toEqual(['base64url']);
  expect(found(encodeURIComponent(bytes.toString('base64')))).toEqual(['url+base64']);
});

test.each([
  ['nothing', ''],
  ['other bytes', Buffer.from(Array.from({ length: 4096 }, (_, i) => i & 255))],
  ['all but the last character', CANARY.slice(0, -1)],
  ['another case', CANARY.toUpperCase()],
  ['a base64 of something like it', Buffer.from(`${CANARY.slice(1)}z`).toString('base64')],
])('%s is none', (_, text) => expect(found(text)).toEqual([]));

test('only the newest are kept, and none after a clear', () => {
  const scan = createCanaryScan(2);
  scan.keep('secret', 'canary-secret');
  for (const name of ['one', 'two', 'three']) scan.add(name, `canary-${name}`);
  const all = Buffer.from('canary-one canary-two canary-three canary-secret');
  expect(scan.scan(all).map(({ canary }) => canary)).toEqual(['secret', 'two', 'three']);
  scan.clear();
  expect(scan.scan(all)).toEqual([]);
});
