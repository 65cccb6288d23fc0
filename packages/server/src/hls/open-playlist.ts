import { networkFault } from '../api/network-fault.ts';
import { untilAborted } from '../api/until-aborted.ts';
import { withDeadline } from '../api/with-deadline.ts';
import { parseRetryAfter } from '../api/parse-retry-after.ts';
import { isServerError, ServerError } from '../server-error.ts';
import type { ServerErrorCode } from '../server-error.ts';
import { playlistFault } from './playlist-fault.ts';
import type { PlaylistHandlerSettings } from './playlist-handler-options.ts';
import { playlistStream } from './playlist-stream.ts';
import type { PlaylistRewriter } from './rewrite-playlist.ts';

/** A playlist at the media server, with its credential. */
export interface PlaylistTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rewriter: PlaylistRewriter;
  /** How long the media server may take, in milliseconds: until it begins, and between any two pieces. */
  readonly timeoutMs: number;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  /** Hears why the rest cannot be read. */
  readonly broken: (error: ServerError) => void;
}

type Settings = Pick<
  PlaylistHandlerSettings,
  'fetch' | 'clock' | 'maxPlaylistBytes' | 'wholeTimeoutMs'
>;

const CODES: Readonly<Record<number, ServerErrorCode>> = {
  401: 'vendor_credentials',
  403: 'vendor_forbidden',
  404: 'vendor_not_found',
  410: 'vendor_not_found',
  429: 'vendor_rate_limited',
};

/**
 * Opens a playlist and rewrites it while it is read. Redirects are errors: what is behind one got no decision.
 *
 * @returns The rewritten playlist, once its beginning is known to be good. Reading it fails where the rest is not; to cancel it, or to abort
 *   the signal, ends the request to the media server.
 * @throws {ServerError} A code that starts with `vendor_`, `placement_unsupported`, or `aborted`. None has a cause: what a `fetch` throws
 *   may hold the credential.
 */
export async function openPlaylist(
  target: PlaylistTarget,
  settings: Settings,
): Promise<ReadableStream<Uint8Array>> {
  const { rewriter, signal, timeoutMs, broken } = target;
  const life = new AbortController();
  const inTime = waits(target, settings, life);
  const { reader, first } = await inTime(timeoutMs, async () => {
    const body = await ask(target, settings, AbortSignal.any([signal, life.signal]));
    const rewritten = body.pipeThrough(playlistStream(rewriter, settings.maxPlaylistBytes));
    const opened = rewritten.getReader();
    return { reader: opened, first: await opened.read() };
  });
  const next = withinBudget(settings, (leftMs) =>
    inTime(Math.min(timeoutMs, leftMs), () => reader.read()),
  );
  return readOn(first, () => next().catch((error) => report(error, broken)), life);
}

/** Waits for the media server; where that fails, the request to it is ended. */
function waits(
  { signal }: PlaylistTarget,
  { clock }: Settings,
  life: AbortController,
): <T>(ms: number, task: () => Promise<T>) => Promise<T> {
  return async (ms, task) => {
    try {
      return await withDeadline((deadline) => untilAborted(task(), deadline), {
        ...{ ms, clock, outer: signal },
        late: () => new ServerError('vendor_timeout', LATE),
        gone: () => new ServerError('aborted', 'The caller went away.'),
      });
    } catch (error) {
      life.abort();
      throw isServerError(error) ? error : connectionFault(error);
    }
  };
}

/** Else a media server that sends a line now and then would hold the connection for ever. */
function withinBudget<T>(
  { clock, wholeTimeoutMs }: Settings,
  wait: (leftMs: number) => Promise<T>,
): () => Promise<T> {
  let leftMs = wholeTimeoutMs;
  return async () => {
    const begun = clock.now();
    try {
      return await wait(leftMs);
    } finally {
      leftMs = Math.max(0, leftMs - Math.max(0, clock.now() - begun));
    }
  };
}

function report(error: unknown, broken: PlaylistTarget['broken']): never {
  if (isServerError(error) && error.code !== 'aborted') broken(error);
  throw error;
}

const LATE =
  'The media server did not answer in time. Look at its load, or raise timeoutMs and wholeTimeoutMs.';

type Piece = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>;

function readOn(
  first: Piece,
  next: () => Promise<Piece>,
  life: AbortController,
): ReadableStream<Uint8Array> {
  const give = (controller: ReadableStreamDefaultController<Uint8Array>, piece: Piece): void => {
    if (piece.done) controller.close();
    else controller.enqueue(piece.value);
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => give(controller, first),
      pull: async (controller) => give(controller, await next()),
      cancel: () => life.abort(),
    },
    { highWaterMark: 0 },
  );
}

async function ask(
  { url, headers }: PlaylistTarget,
  { fetch, clock }: Settings,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(url, {
    headers: { Accept: 'application/vnd.apple.mpegurl, application/x-mpegurl, */*', ...headers },
    redirect: 'manual',
    signal,
  });
  const { status, body } = response;
  if (status === 200 && body !== null) return body;
  await body?.cancel();
  if (status < 400) throw playlistFault(`is none (${status})`);
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), clock.now());
  throw new ServerError(
    CODES[status] ?? 'vendor_status',
    `The media server refused a playlist (${status}). Look at the rules of the pass and its lifetime.`,
    { status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
  );
}

function connectionFault(error: unknown): ServerError {
  const reason = networkFault(error);
  return new ServerError(
    'vendor_connection',
    'The media server cannot be reached, or broke off. Try again later.',
    reason === undefined ? {} : { reason },
  );
}
