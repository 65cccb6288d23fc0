import type { PassRule } from '@playgate/protocol';
import { grant } from '../../src/index.ts';
import type { AuditEvent, Vendor } from '../../src/index.ts';
import { createPlaylistHandler } from '../../src/hls/index.ts';
import type { PlaylistHandlerOptions } from '../../src/hls/index.ts';
import { readAskedPlaylist } from '../../src/hls/asked-playlist.ts';
import { readRules } from '../../src/hls/placed-rules.ts';
import { playlistStream } from '../../src/hls/playlist-stream.ts';
import { PlaylistRewriter } from '../../src/hls/rewrite-playlist.ts';
import type { PlaylistPlan } from '../../src/hls/rewrite-playlist.ts';
import { APP, countingIds } from '../support.ts';

export const CDN = 'https://cdn.example/films/1/';
export const MASTER = `${CDN}master.m3u8`;
export const BEARER = 'Bearer canary-of-the-server';
export const TOKEN = 'canary-of-the-viewer';

/** Playlists take a header that no browser may see; what they name takes a query. */
export const RULES: readonly PassRule[] = [
  {
    match: { urls: ['https://cdn.example/films/'], kinds: ['manifest', 'playlist'] },
    place: [{ kind: 'header', name: 'Authorization', value: BEARER }],
  },
  {
    match: { urls: ['https://cdn.example/films/'] },
    place: [{ kind: 'query', params: { token: TOKEN } }],
  },
  { match: { urls: ['https://signed.example/'] }, place: [{ kind: 'none' }] },
];

export const ADDRESS = `${APP}/api/hls?asset=film`;

/** A plan for a playlist of the film. */
export function plan(
  more: Partial<PlaylistPlan> & { rules?: readonly PassRule[] } = {},
): PlaylistPlan {
  const { rules = RULES, ...rest } = more;
  return {
    ...{ url: MASTER, findRule: readRules(rules), secret: [], imports: new Map() },
    ...{ dateRanges: false, addressOf: readAskedPlaylist(new Request(ADDRESS)).addressOf },
    ...rest,
  };
}

/** Rewrites the lines of a playlist. */
export function rewrite(
  lines: readonly string[],
  more: Partial<PlaylistPlan> & { rules?: readonly PassRule[] } = {},
): readonly string[] {
  const rewriter = new PlaylistRewriter(plan(more));
  return ['#EXTM3U', ...lines].map((line) => rewriter.line(line)).slice(1);
}

/** Rewrites bytes, cut as given. */
export async function streamed(
  chunks: readonly (string | Uint8Array)[],
  maxBytes: number = 1_000_000,
): Promise<string> {
  const encoder = new TextEncoder();
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
  const rewriter = new PlaylistRewriter(plan());
  return new Response(source.pipeThrough(playlistStream(rewriter, maxBytes))).text();
}

/** Where a playlist is had through the handler. */
export const through = (url: string): string =>
  `hls?asset=film&playlist=${encodeURIComponent(url)}`;

export const vendorOf = (rules: readonly PassRule[]): Vendor => ({
  id: 'plain',
  mint: () => Promise.resolve({ kind: 'pass', rules, source: { src: MASTER } }),
});

/** What a player of the page sends. */
export const PLAYER: Readonly<Record<string, string>> = {
  'sec-fetch-site': 'same-origin',
  cookie: 'session=canary-of-the-session',
  range: 'bytes=0-',
};

/** A handler before a media server that answers with what is given. */
export function playlistHandler(
  answer: Response | ((request: Request) => Response | Promise<Response>),
  options: Partial<PlaylistHandlerOptions> = {},
) {
  const events: AuditEvent[] = [];
  const sent: Request[] = [];
  const handle = createPlaylistHandler({
    vendor: vendorOf(RULES),
    decide: (_request, { asset }) => grant({ asset, viewer: 'viewer-1' }),
    origins: [APP],
    newId: countingIds(),
    audit: (event) => events.push(event),
    async fetch(input, init) {
      const request = new Request(input, init);
      sent.push(request);
      return answer instanceof Response ? answer : answer(request);
    },
    ...options,
  });
  const get = (
    address: string = ADDRESS,
    init: RequestInit = {},
    headers: Readonly<Record<string, string>> = PLAYER,
  ): Promise<Response> => handle(new Request(address, { headers, ...init }));
  return { handle, get, events, sent };
}

export const playlist = (...lines: readonly string[]): string =>
  ['#EXTM3U', ...lines, ''].join('\n');
