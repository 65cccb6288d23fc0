import type { PlaybackPass } from '@playgate/protocol';
import { admitCaller } from '../call/admit-caller.ts';
import type { Admission } from '../call/admit-caller.ts';
import { answerHeaders, answerOf, notesOf, preflightAnswer } from '../answer/answer.ts';
import type { Answer } from '../answer/answer.ts';
import { audited } from '../pass/audited.ts';
import { checkAsset, decideAndMint } from '../pass/decide-and-mint.ts';
import type { Trail } from '../pass/decide-and-mint.ts';
import { ServerError } from '../server-error.ts';
import { readAskedPlaylist } from './asked-playlist.ts';
import type { AskedPlaylist } from './asked-playlist.ts';
import { openPlaylist } from './open-playlist.ts';
import type { PlaylistTarget } from './open-playlist.ts';
import { readRules } from './placed-rules.ts';
import { readPlaylistHandlerOptions } from './playlist-handler-options.ts';
import type {
  PlaylistHandlerOptions,
  PlaylistHandlerSettings,
} from './playlist-handler-options.ts';
import { PlaylistRewriter } from './rewrite-playlist.ts';

/** One request on its way. */
interface Call {
  readonly request: Request;
  readonly admission: Admission;
  readonly correlationId: string;
  readonly trail: Trail;
}

/**
 * Makes the handler that gives HLS playlists to players that load by themselves: native HLS in Safari, AirPlay and Cast receivers. The
 * address `?asset=…` plays the source of the pass; with `&manifest=…`, a URL that the pass opens. For each playlist `decide` is asked and a
 * pass is minted. What a playlist names is given the pass's query, by its rules; playlists lead back to this handler; what no rule
 * names stays as it is. The credential of the playlists themselves, a Bearer say, goes to the media server and never to the browser.
 *
 * A recorded film's playlist is read once: grant a lifetime that outlasts the film (`maxLifetimeSeconds`).
 *
 * It is fetch-standard, for GET and HEAD, and answers ranges with the whole. Beside the pages of `origins` it answers callers without
 * `Origin` and `Sec-Fetch-Site`, as receivers are: no other page can read what it says, so `decide` is what stands between. Parameters
 * of the application's own, such as a ticket for receivers, are kept in all addresses.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see RFC 8216; draft-pantos-hls-rfc8216bis
 */
export function createPlaylistHandler(
  options: PlaylistHandlerOptions,
): (request: Request) => Promise<Response> {
  const settings = readPlaylistHandlerOptions(options);
  return async (request) => {
    const admission = admitPlayer(request.headers, settings.origins);
    if (request.method === 'OPTIONS' && admission.crossOrigin !== undefined)
      return preflightAnswer(admission, 'GET, HEAD');
    const call: Call = { request, admission, correlationId: settings.newId(), trail: {} };
    const { response } = await audited(await attempt(call, settings), call, settings);
    if (response.status === 405) response.headers.set('Allow', 'GET, HEAD');
    return response;
  };
}

/** A GET that no other page can read: where nothing says which page it comes from, the application decides. */
function admitPlayer(headers: Headers, origins: readonly string[]): Admission {
  const isSilent = !headers.has('origin') && !headers.has('sec-fetch-site');
  return isSilent ? { admitted: true } : admitCaller(headers, origins);
}

async function attempt(call: Call, settings: PlaylistHandlerSettings): Promise<Answer> {
  const { admission, correlationId } = call;
  try {
    return await answerPlaylist(call, settings);
  } catch (error) {
    return answerOf({ kind: 'failed', error }, admission, correlationId);
  }
}

async function answerPlaylist(call: Call, settings: PlaylistHandlerSettings): Promise<Answer> {
  const { request, admission, correlationId, trail } = call;
  checkCall(call);
  const playlist = readAskedPlaylist(request);
  checkAsset(playlist.asset, settings.isAsset);
  const asked = { version: 1, asset: playlist.asset } as const;
  const outcome = await decideAndMint({ request, asked, correlationId, trail }, settings);
  if (outcome.kind !== 'minted') return answerOf(outcome, admission, correlationId);
  const notes = notesOf(outcome.pass);
  const broken = (error: ServerError): void =>
    settings.onBroken({
      ...{ at: settings.clock.now(), vendor: settings.vendor.id, correlationId },
      ...{ ...trail, ...notes, outcome: 'failed', error },
    });
  const body = await open(playlist, outcome.pass, { signal: request.signal, broken }, settings);
  if (request.method === 'HEAD') await body.cancel();
  const headers = {
    ...answerHeaders(admission),
    'Content-Type': 'application/vnd.apple.mpegurl',
    'Accept-Ranges': 'none',
  };
  const response = new Response(request.method === 'HEAD' ? null : body, { headers });
  return { response, notes };
}

function checkCall({ request: { method }, admission: { admitted } }: Call): void {
  if (method !== 'GET' && method !== 'HEAD')
    throw new ServerError('method_not_allowed', 'Ask for a playlist with GET.');
  if (!admitted)
    throw new ServerError(
      'origin_not_allowed',
      'This origin may not ask. List it in the handler’s origins.',
    );
}

async function open(
  { kind, url = '', directives, imports, addressOf }: AskedPlaylist,
  pass: PlaybackPass,
  caller: Pick<PlaylistTarget, 'signal' | 'broken'>,
  settings: PlaylistHandlerSettings,
): Promise<ReadableStream<Uint8Array>> {
  if (pass.mode === 'single-use')
    throw new ServerError(
      'placement_unsupported',
      'A pass that opens something once is of no use for playlists, which are asked for again and again.',
    );
  const findRule = readRules(pass.rules);
  const wanted = url === '' ? (pass.source?.src ?? '') : url;
  const rule = findRule(wanted, kind);
  if (rule === undefined)
    throw new ServerError('invalid_request', 'Name a playlist that the pass opens.');
  const rewriter = new PlaylistRewriter({
    ...{ url: wanted, findRule, imports, addressOf, secret: rule.names },
    dateRanges: settings.dateRanges === 'place',
  });
  const isBlocking = directives.some((one) => one.startsWith('_HLS_msn='));
  return openPlaylist(
    {
      ...{ ...caller, rewriter, headers: rule.headers },
      url: rule.place(withDirectives(wanted, directives)),
      timeoutMs: settings.timeoutMs * (isBlocking ? 4 : 1),
    },
    settings,
  );
}

function withDirectives(url: string, directives: readonly string[]): string {
  const [address = ''] = url.split('#');
  return directives.reduce((to, one) => `${to}${to.includes('?') ? '&' : '?'}${one}`, address);
}
