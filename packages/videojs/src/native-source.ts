import { isClientError } from '@playgate/client';
import type { NativeRung } from '@playgate/client';
import { absoluteUrl, isHttpUrl } from '@playgate/client/adapter';
import type { Gate } from '@playgate/client/adapter';
import type { SourceObject } from './player.ts';

/** How the browser is made to load a source by itself. */
export interface NativeOpening {
  readonly source: SourceObject;
  /** Whether the source is the one that the pass is for, even if no rule names its URL. */
  readonly expected: () => boolean;
  /** Hands it to the browser. */
  readonly open: (source: SourceObject) => void;
  /** Called before, if cookies must go along. */
  readonly useCredentials: () => void;
}

/**
 * Opens a source that the browser loads by itself, where no request can be given a header, refused requests cannot be seen, and
 * only the source's own URL can carry a query: it waits for a pass, puts the credential on the URL, and says so (`unsupported`) if
 * the pass needs more.
 *
 * @returns Calls it off.
 */
export function openNatively(gate: Gate, opening: NativeOpening): () => void {
  const abort = new AbortController();
  const { source, open } = opening;
  const url = absoluteUrl(source.src);
  if (isHttpUrl(url))
    openAuthorized(gate, opening, url, abort.signal).catch((error: unknown) => {
      if (abort.signal.aborted) return;
      if (isClientError(error) && error.code !== 'disposed') gate.fail(error);
      else open(source);
    });
  else open(source);
  return () => abort.abort();
}

async function openAuthorized(
  { authorizer, pass }: Gate,
  { source, expected, open, useCredentials }: NativeOpening,
  url: string,
  signal: AbortSignal,
): Promise<void> {
  const passage = { url, kind: 'manifest', signal } as const;
  await pass(passage);
  let request = authorizer.apply(url, 'manifest');
  if (request.generation > 0 || expected()) {
    authorizer.setAbilities({ headers: false, instead: insteadOf(source) });
    await pass(passage);
    request = authorizer.apply(url, 'manifest');
  }
  signal.throwIfAborted();
  if (request.credentials) useCredentials();
  open(request.url === url ? source : { ...source, src: request.url });
}

/** What does it on whatever site the media server is. */
function insteadOf({ type = '' }: SourceObject): NativeRung {
  if (!/mpegurl/i.test(type)) return 'service-worker';
  const isStreamable = 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis;
  return isStreamable ? 'media-source' : 'server-helper';
}
