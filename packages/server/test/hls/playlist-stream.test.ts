import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CDN, playlist, streamed, through, TOKEN } from './hls-support.ts';

const FILM = playlist(
  '#EXT-X-DEFINE:NAME="d",VALUE="ü"',
  '#EXT-X-STREAM-INF:BANDWIDTH=1,NAME="Größe, 1"',
  '{$d}/a.m3u8',
  '#EXT-X-KEY:METHOD=AES-128,URI="key"',
  '#EXTINF:4,€\r',
  '1.ts\r',
  '',
  'https://ads.example/2.ts',
);
const BYTES = new TextEncoder().encode(FILM);

describe('a playlist that comes in pieces', () => {
  it('is the same wherever it is cut, also within a letter', async () => {
    const whole = await streamed([BYTES]);
    expect(whole).toContain(through(`${CDN}%C3%BC/a.m3u8`));
    expect(whole).toContain(`${CDN}1.ts?token=${TOKEN}\r\n`);
    for (let at = 0; at <= BYTES.length; at += 1)
      expect(await streamed([BYTES.subarray(0, at), BYTES.subarray(at)])).toBe(whole);
    expect(await streamed(Array.from(BYTES, (byte) => Uint8Array.of(byte)))).toBe(whole);
  });

  it('needs no end of line at its end', async () => {
    expect(await streamed(['#EXTM3U\n1.ts'])).toBe(`#EXTM3U\n${CDN}1.ts?token=${TOKEN}`);
    expect(await streamed(['#EXTM3U'])).toBe('#EXTM3U');
  });

  it('S8: may come at once, however many lines it has', async () => {
    const many = `#EXTM3U\n${'\n'.repeat(300_000)}`;
    expect(await streamed([many])).toBe(many);
  });

  it('whatever it holds, no credential lands on another origin', async () => {
    const uri = fc.oneof(
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.stringMatching(/^[/\\@:?#.%2eh tps,"={$}\t\r]{0,24}$/),
      fc.constantFrom('1.ts', '//evil.example', 'https://cdn.example@evil.example/films/'),
    );
    const line = fc.oneof(
      uri,
      uri.map((it) => `#EXT-X-KEY:METHOD=AES-128,URI="${it}"`),
      fc.constantFrom('#EXT-X-STREAM-INF:A=1', '#EXTINF:1,'),
    );
    let placed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const text = await streamed([playlist(...lines)]).catch(() => '');
        for (const [, carried = ''] of text.matchAll(/([^\s"]*canary-of-the-viewer)/g)) {
          placed += 1;
          expect(carried.startsWith('https://cdn.example/films/')).toBe(true);
          expect(new URL(carried).href.startsWith('https://cdn.example/films/')).toBe(true);
        }
        expect(text).not.toContain('canary-of-the-server');
      }),
      { numRuns: 1500 },
    );
    expect(placed, 'and where it belongs it does (control)').toBeGreaterThan(500);
  });
});

describe('M11, S5: what is no playlist', () => {
  it.each([
    ['a page', ['<!doctype html><title>Sign in</title>']],
    ['nothing', []],
    ['another first line', ['\n#EXTM3U\n']],
    ['a word that begins alike', ['#EXTM3U8\n']],
    ['bytes that are no UTF-8', [Uint8Array.of(0x23, 0xff, 0xfe)]],
    ['an end within a letter', ['#EXTM3U\n', Uint8Array.of(0xe2, 0x82)]],
    ['a line without an end', ['#EXTM3U\n', ...Array.from({ length: 9 }, () => 'a'.repeat(8192))]],
    ['a line that is too long', [`#EXTM3U\n${'a'.repeat(65_537)}\n`]],
  ])('%s', async (_what, chunks) => {
    await expect(streamed(chunks)).rejects.toMatchObject({ code: 'vendor_response' });
  });

  it('S8: more bytes than are allowed', async () => {
    const chunks = ['#EXTM3U\n', ...Array.from({ length: 99 }, () => '#\n')];
    await expect(streamed(chunks, 205)).rejects.toMatchObject({ code: 'vendor_response' });
    await expect(streamed(chunks, 206)).resolves.toContain('#EXTM3U');
  });
});
