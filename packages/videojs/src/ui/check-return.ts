/** Longest return that is looked at, in characters. */
const MAX_HASH_LENGTH = 8192;

/** What the one right message looks like. */
export interface ExpectedReturn {
  /** The return page's origin. */
  readonly origin: string;
  /** The frame's window. */
  readonly source: MessageEventSource | null;
  readonly nonce: string;
}

/**
 * Tells the return of the viewer from every other message that reaches the page.
 *
 * @returns What the return page got, at most 8192 characters; `undefined` for a message from another origin or another window, with
 *   another nonce or type, or one that is too long. Such a message means nothing and gets no answer.
 */
export function checkReturn(
  event: Pick<MessageEvent<unknown>, 'origin' | 'source' | 'data'>,
  expected: ExpectedReturn,
): string | undefined {
  if (event.origin !== expected.origin) return undefined;
  if (expected.source === null || event.source !== expected.source) return undefined;
  const { data } = event;
  if (typeof data !== 'object' || data === null) return undefined;
  if (!('type' in data) || data.type !== 'playgate:return') return undefined;
  if (!('nonce' in data) || data.nonce !== expected.nonce) return undefined;
  if (!('hash' in data) || typeof data.hash !== 'string') return undefined;
  return data.hash.length <= MAX_HASH_LENGTH ? data.hash : undefined;
}
