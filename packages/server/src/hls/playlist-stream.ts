import { isServerError } from '../server-error.ts';
import { playlistFault } from './playlist-fault.ts';
import type { PlaylistRewriter } from './rewrite-playlist.ts';

/** The longest line, in UTF-16 units: keys may be `data:` URIs. */
const LONGEST_LINE = 65_536;

/**
 * Makes the transform that rewrites a playlist while it comes: what it holds at any time is one line that is not whole yet.
 *
 * It fails with a `ServerError` of the code `vendor_response` where the playlist is not UTF-8, has a line of more than 65536 characters, or
 * is longer than that many bytes; and with what the rewriter throws.
 */
export function playlistStream(
  rewriter: PlaylistRewriter,
  maxBytes: number,
): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const encoder = new TextEncoder();
  let length = 0;
  let rest = '';
  const rewrite = (line: string): string =>
    line.endsWith('\r') ? `${rewriter.line(line.slice(0, -1))}\r` : rewriter.line(line);
  return new TransformStream({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > maxBytes) throw playlistFault('is too long');
      const text = decode(() => decoder.decode(chunk, { stream: true }));
      const lines = text.split('\n');
      lines[0] = rest + lines[0];
      rest = lines.pop() ?? '';
      if ([rest, ...lines].some((line) => line.length > LONGEST_LINE))
        throw playlistFault('has a line that is too long');
      if (lines.length > 0)
        controller.enqueue(encoder.encode(lines.map((line) => `${rewrite(line)}\n`).join('')));
    },
    flush(controller) {
      rest += decode(() => decoder.decode());
      if (rest !== '') controller.enqueue(encoder.encode(rewrite(rest)));
      rewriter.end();
    },
  });
}

function decode(run: () => string): string {
  try {
    return run();
  } catch (error) {
    throw isServerError(error) ? error : playlistFault('is not UTF-8');
  }
}
