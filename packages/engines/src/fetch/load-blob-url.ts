import { ClientError } from '@playgate/client';
import type { Authorizer, RequestKind } from '@playgate/client';
import { absoluteUrl } from '@playgate/client/adapter';
import { createAuthorizedFetch } from './create-authorized-fetch.ts';

/** How a file is loaded. */
export interface LoadBlobUrlOptions {
  /** What it is: `track` for captions and chapters, `image` for posters and thumbnails. */
  readonly kind: RequestKind;
  readonly signal?: AbortSignal;
  /** Default: the browser's. */
  readonly fetch?: typeof globalThis.fetch;
}

/** A file in this page. */
export interface BlobUrl {
  readonly url: string;
  /** Lets go of it. Idempotent. */
  revoke(): void;
}

/**
 * Loads what the browser would load by itself, without a pass: captions, posters, thumbnails. The URL goes where the file's own would.
 *
 * @throws {ClientError} `media_unreachable` if the answer is not a good one; the final state's error; what `fetch` throws.
 */
export async function loadBlobUrl(
  authorizer: Authorizer,
  url: string,
  { kind, signal, ...options }: LoadBlobUrlOptions,
): Promise<BlobUrl> {
  const target = absoluteUrl(url);
  const { origin } = new URL(target);
  const fetch = createAuthorizedFetch(authorizer, {
    ...options,
    origins: [origin],
    kind: () => kind,
  });
  const answer = await fetch(target, signal ? { signal } : {});
  if (!answer.ok)
    throw new ClientError(
      'media_unreachable',
      `The media server answers ${answer.status}. Check the URL, or try again later.`,
      { status: answer.status },
    );
  const blobUrl = URL.createObjectURL(await answer.blob());
  return { url: blobUrl, revoke: () => URL.revokeObjectURL(blobUrl) };
}
