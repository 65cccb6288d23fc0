import { expect, test } from 'vitest';
import { isPage } from '../../src/adapter/is-page.ts';

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;

test.each(['<!doctype html><title>Sign in</title>', '\n <HTML lang="en">', '<html>'])(
  'M11: %j is a page, as a text and as bytes',
  (text) => {
    expect([isPage(text), isPage(bytes(text))]).toEqual([true, true]);
  },
);

test.each([
  '',
  '#EXTM3U\n#EXTINF:4,\n<html>.ts\n',
  '<?xml version="1.0"?><MPD/>',
  '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">',
  '<htmlish>',
  '{"reload":"<html>"}',
])('%j is none', (text) => {
  expect([isPage(text), isPage(bytes(text))]).toEqual([false, false]);
});

test.each([undefined, null, 7, {}, new Blob(['<html>'])])('neither is %s', (body) => {
  expect(isPage(body)).toBe(false);
});

test('a buffer that was handed to a worker is none, and does no harm', () => {
  const body = new TextEncoder().encode('<!doctype html>').buffer;
  expect(isPage(body)).toBe(true);
  structuredClone(body, { transfer: [body] });
  expect(isPage(body)).toBe(false);
});
