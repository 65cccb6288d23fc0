import { describe, expect, it } from 'vitest';
import { readAskedPlaylist } from '../../src/hls/asked-playlist.ts';
import { CDN, rewrite, RULES, through, TOKEN } from './hls-support.ts';

const signed = (path: string): string => `${CDN}${path}?token=${TOKEN}`;

describe('the URIs of RFC 8216', () => {
  it.each([
    ['a segment', ['#EXTINF:4,', '1.ts'], ['#EXTINF:4,', signed('1.ts')]],
    [
      'a variant',
      ['#EXT-X-STREAM-INF:BANDWIDTH=1', '# a comment', '', 'low/a.m3u8'],
      ['#EXT-X-STREAM-INF:BANDWIDTH=1', '# a comment', '', through(`${CDN}low/a.m3u8`)],
    ],
    [
      'a key',
      ['#EXT-X-KEY:METHOD=AES-128,URI="key?id=1",IV=0x1'],
      [`#EXT-X-KEY:METHOD=AES-128,URI="${CDN}key?id=1&token=${TOKEN}",IV=0x1`],
    ],
    ['no key', ['#EXT-X-KEY:METHOD=NONE'], ['#EXT-X-KEY:METHOD=NONE']],
    [
      'a session key',
      ['#EXT-X-SESSION-KEY:METHOD=AES-128,URI="k"'],
      [`#EXT-X-SESSION-KEY:METHOD=AES-128,URI="${signed('k')}"`],
    ],
    [
      'an initialization section',
      ['#EXT-X-MAP:URI="init.mp4",BYTERANGE="616@0"'],
      [`#EXT-X-MAP:URI="${signed('init.mp4')}",BYTERANGE="616@0"`],
    ],
    [
      'a rendition, with a comma in its name',
      ['#EXT-X-MEDIA:TYPE=AUDIO,NAME="a, URI=b",GROUP-ID="g",URI="a.m3u8"'],
      [`#EXT-X-MEDIA:TYPE=AUDIO,NAME="a, URI=b",GROUP-ID="g",URI="${through(`${CDN}a.m3u8`)}"`],
    ],
    [
      'a rendition without a URI',
      ['#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="c",INSTREAM-ID="CC1"'],
      ['#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="c",INSTREAM-ID="CC1"'],
    ],
    [
      'a playlist of I-frames',
      ['#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="i.m3u8"'],
      [`#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="${through(`${CDN}i.m3u8`)}"`],
    ],
    [
      'session data',
      ['#EXT-X-SESSION-DATA:DATA-ID="a",URI="d.json"'],
      [`#EXT-X-SESSION-DATA:DATA-ID="a",URI="${signed('d.json')}"`],
    ],
    [
      'a part',
      ['#EXT-X-PART:DURATION=0.5,URI="1.1.ts",BYTERANGE="9@0"'],
      [`#EXT-X-PART:DURATION=0.5,URI="${signed('1.1.ts')}",BYTERANGE="9@0"`],
    ],
    [
      'a hint',
      ['#EXT-X-PRELOAD-HINT:TYPE=PART,URI="1.2.ts"', '#EXT-X-PRELOAD-HINT:TYPE=MAP,URI="m"'],
      [
        `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${signed('1.2.ts')}"`,
        `#EXT-X-PRELOAD-HINT:TYPE=MAP,URI="${signed('m')}"`,
      ],
    ],
    [
      'a report of another rendition',
      ['#EXT-X-RENDITION-REPORT:URI="../2/b.m3u8",LAST-MSN=9'],
      [`#EXT-X-RENDITION-REPORT:URI="${through('https://cdn.example/films/2/b.m3u8')}",LAST-MSN=9`],
    ],
    [
      'a steering manifest',
      ['#EXT-X-CONTENT-STEERING:SERVER-URI="/films/steer.json",PATHWAY-ID="a"'],
      [
        `#EXT-X-CONTENT-STEERING:SERVER-URI="https://cdn.example/films/steer.json?token=${TOKEN}",PATHWAY-ID="a"`,
      ],
    ],
  ])('%s', (_what, before, after) => {
    expect(rewrite(before)).toEqual(after);
  });

  it('a part, its map and its key are asked for as their kind: rules can tell them apart', () => {
    const only = (kind: 'init' | 'key' | 'segment') => [
      { match: { urls: [CDN], kinds: [kind] }, place: RULES[1]?.place ?? [] },
    ];
    const lines = ['#EXT-X-PRELOAD-HINT:TYPE=MAP,URI="m"', '#EXT-X-KEY:URI="k"', 's'];
    const carries = (kind: 'init' | 'key' | 'segment') =>
      rewrite(lines, { rules: only(kind) }).map((line) => line.includes(TOKEN));
    expect(carries('init')).toEqual([true, false, false]);
    expect(carries('key')).toEqual([false, true, false]);
    expect(carries('segment')).toEqual([false, false, true]);
  });

  it('A52: date ranges get nothing unless that is asked for, and lead where they led', () => {
    const line = `#EXT-X-DATERANGE:ID="ad",X-ASSET-URI="${CDN}ad.m3u8",X-ASSET-LIST="${CDN}ads.json"`;
    expect(rewrite([line])).toEqual([line]);
    expect(rewrite(['#EXT-X-DATERANGE:X-ASSET-LIST="ads.json"'])).toEqual([
      `#EXT-X-DATERANGE:X-ASSET-LIST="${CDN}ads.json"`,
    ]);
    expect(rewrite([line], { dateRanges: true })).toEqual([
      `#EXT-X-DATERANGE:ID="ad",X-ASSET-URI="${through(`${CDN}ad.m3u8`)}",X-ASSET-LIST="${signed('ads.json')}"`,
    ]);
  });
});

describe('M9: what no rule places anything on', () => {
  it.each([
    'https://ads.example/a.ts?x={}',
    'http://cdn.example/films/1/a.ts',
    'https://cdn.example:8443/films/a.ts',
    'https://signed.example/a.ts?sig=1',
    'data:text/plain;base64,AAAA',
    'skd://key-1',
    'urn:uuid:1',
  ])('%s stays as it is, byte for byte', (uri) => {
    expect(rewrite([uri, `#EXT-X-KEY:METHOD=SAMPLE-AES,URI="${uri}"`])).toEqual([
      uri,
      `#EXT-X-KEY:METHOD=SAMPLE-AES,URI="${uri}"`,
    ]);
  });

  it('a playlist of somebody else’s is not led through the handler', () => {
    const variant = 'https://ads.example/v.m3u8';
    expect(rewrite(['#EXT-X-STREAM-INF:BANDWIDTH=1', variant])[1]).toBe(variant);
  });

  it('relative and protocol-relative URIs lead where they led', () => {
    expect(rewrite(['//ads.example/a.ts', '/other/b.ts', '../../c.ts', '?d'])).toEqual([
      'https://ads.example/a.ts',
      'https://cdn.example/other/b.ts',
      'https://cdn.example/c.ts',
      `${CDN}master.m3u8?d&token=${TOKEN}`,
    ]);
  });

  it('M10: what stands there under the same name is replaced, everything else kept', () => {
    expect(rewrite(['a.ts?Policy=a~b%20c&token=old&x=1#f'])).toEqual([
      `${CDN}a.ts?Policy=a~b%20c&x=1&token=${TOKEN}#f`,
    ]);
  });
});

describe('variables', () => {
  it('are put in where a URI is rewritten, in order', () => {
    expect(
      rewrite([
        '#EXT-X-DEFINE:NAME="dir",VALUE="low"',
        '{$dir}/1.ts',
        'https://ads.example/{$dir}',
      ]),
    ).toEqual([
      '#EXT-X-DEFINE:NAME="dir",VALUE="low"',
      signed('low/1.ts'),
      'https://ads.example/{$dir}',
    ]);
  });

  it('go along to the playlists below, which import them', () => {
    const [, , address = ''] = rewrite([
      '#EXT-X-DEFINE:NAME="dir",VALUE="a b"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1',
      'v.m3u8',
    ]);
    expect(address).toBe(`${through(`${CDN}v.m3u8`)}&v.dir=a%20b`);
    expect(
      rewrite(['#EXT-X-DEFINE:IMPORT="dir"', '{$dir}.ts'], { imports: new Map([['dir', 'x']]) }),
    ).toEqual(['#EXT-X-DEFINE:IMPORT="dir"', signed('x.ts')]);
  });

  it('of the URL’s query are told to a player, who sees another URL; a credential is not', () => {
    const url = `${CDN}m.m3u8?session=s%201&token=old`;
    expect(
      rewrite(
        [
          '#EXT-X-DEFINE:QUERYPARAM="session"',
          '#EXT-X-DEFINE:QUERYPARAM="token"',
          'a?s={$session}',
        ],
        { url, secret: ['token'] },
      ),
    ).toEqual([
      '#EXT-X-DEFINE:NAME="session",VALUE="s 1"',
      '#EXT-X-DEFINE:NAME="token",VALUE=""',
      `${CDN}a?s=s%201&token=${TOKEN}`,
    ]);
  });

  it.each([
    ['used, but not defined', ['{$nobody}.ts']],
    ['imported, but not defined', ['#EXT-X-DEFINE:IMPORT="nobody"']],
    ['not in the query', ['#EXT-X-DEFINE:QUERYPARAM="nobody"']],
    ['without a value', ['#EXT-X-DEFINE:NAME="a"']],
    [
      'too long',
      ['#EXT-X-DEFINE:NAME="a",VALUE="1"', `#EXT-X-DEFINE:NAME="b",VALUE="${'1'.repeat(8192)}"`],
    ],
    [
      'used so often that one line would fill the memory',
      [`#EXT-X-DEFINE:NAME="a",VALUE="${'1'.repeat(4096)}"`, '{$a}'.repeat(3)],
    ],
    [
      'longer than an address below may be',
      [
        `#EXT-X-DEFINE:NAME="a",VALUE="${'&'.repeat(4096)}"`,
        '#EXT-X-STREAM-INF:BANDWIDTH=1',
        'v.m3u8',
      ],
    ],
    ['too many', Array.from({ length: 101 }, (_, i) => `#EXT-X-DEFINE:NAME="v${i}",VALUE="1"`)],
  ])('%s: the playlist is wrong', (_what, lines) => {
    expect(() => rewrite(lines)).toThrow(expect.objectContaining({ code: 'vendor_response' }));
  });

  it('what a variable holds is no variable', () => {
    const lines = ['#EXT-X-DEFINE:NAME="a",VALUE="?x={$b}"', '1.ts{$a}'];
    expect(rewrite(lines)[1]).toBe(`${CDN}1.ts?x=%7B$b}&token=${TOKEN}`);
  });
});

it('a header on what a player loads by itself is an error that says so, and not silence', () => {
  const rules = RULES.slice(0, 1).map(({ place }) => ({ match: { urls: [CDN] }, place }));
  expect(() => rewrite(['1.ts'], { rules })).toThrow(
    expect.objectContaining({ code: 'placement_unsupported' }),
  );
});

it('what an application put into its address is no variable of the playlist', () => {
  const address = 'https://app.example/hls?asset=film&x={$y}';
  const { addressOf } = readAskedPlaylist(new Request(address));
  const [, line = ''] = rewrite(['#EXT-X-STREAM-INF:BANDWIDTH=1', 'a.m3u8'], { addressOf });
  expect(line.startsWith('hls?asset=film&x=%7B$y}&playlist=')).toBe(true);
});

it('S8: a line made to be read for ever is read once', () => {
  const line = `#EXT-X-KEY:METHOD=${' '.repeat(65_000)}"`;
  for (let n = 0; n < 4; n += 1) expect(rewrite([line])).toEqual([line]);
});

it.each([
  ['METHOD=AES-128 , URI="k" ,IV=1', `METHOD=AES-128 , URI="${signed('k')}" ,IV=1`],
  ['METHOD=AES-128,URI=k', `METHOD=AES-128,URI="${signed('k')}"`],
  ['X="\u2028",URI="k"', `X="\u2028",URI="${signed('k')}"`],
])('attributes are found however they are written: %j', (list, rewritten) => {
  expect(rewrite([`#EXT-X-KEY:${list}`])).toEqual([`#EXT-X-KEY:${rewritten}`]);
});

it.each([
  '#EXTINF:4,a title, URI="x"',
  '#EXT-X-UNKNOWN:URI="a.ts"',
  '#EXT-X-KEY',
  '#EXT-X-KEY:URI',
])('what holds no URI that is known stays as it is: %s', (line) => {
  expect(rewrite([line])).toEqual([line]);
});
