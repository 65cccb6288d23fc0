import type { Authorizer } from '@playgate/client';
import { absoluteUrl, createProtection, nextRung } from '@playgate/client/adapter';
import type { Protection } from '@playgate/client/adapter';
import { NativePlayback } from './native-playback.ts';
import type { ProtectNativeOptions } from './protect-native-options.ts';

/**
 * Plays a source that the browser loads by itself (HLS in Safari, a file) behind a lock, as far as that goes: no request can be given a
 * header, refusals cannot be told from other failures, and a query is on the source's own URL alone.
 *
 * - A pass of cookies works, and one of a query if what the source names needs nothing more: a file, or playlists that the server
 *   rewrites.
 * - A pass of headers ends in `unsupported`, with `placement_unsupported`, whose `instead` says what to try next; unless there is a `worker`.
 * - Where a source stops because its pass is over, it is opened again with a new one at the same position. The viewer sees that.
 * - A final no takes the source off the element.
 *
 * @param authorizer `client.authorizer({ asset })`, for this element alone. It is disposed of with the protection.
 */
export function protectNative(
  media: HTMLMediaElement,
  authorizer: Authorizer,
  options: ProtectNativeOptions = {},
): Protection {
  return createProtection(authorizer, (gate, signal) => {
    const { src, worker } = options;
    const playback = new NativePlayback(media, gate, signal, options);
    const detach = worker?.attach({
      authorizer,
      opened: () => playback.opened,
      reload: () => void playback.reload(),
    });
    void playback.start();
    return {
      canAttachHeaders: worker !== undefined,
      instead: nextRung({ src: src && absoluteUrl(src) }),
      end: playback,
      undo: [() => detach?.(), () => playback.dispose()],
    };
  });
}
