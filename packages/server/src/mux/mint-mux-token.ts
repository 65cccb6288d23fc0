import type { EpochMs } from '@playgate/protocol';
import { systemClock } from '../system-clock.ts';
import { checkPlaybackId } from './check-playback-id.ts';
import type { MuxKind } from './mux-kind.ts';
import type { MuxParams } from './mux-params.ts';
import { readMuxSigning } from './mux-signing.ts';
import type { MuxSigning } from './mux-signing.ts';
import { signMuxToken } from './sign-mux-token.ts';
import type { MuxToken } from './sign-mux-token.ts';

/** Options of `mintMuxToken`. */
export interface MintMuxTokenOptions extends MuxSigning {
  readonly playbackId: string;
  /** Default `video`. */
  readonly kind?: MuxKind;
  /** Also `playback_restriction_id`. Default none. */
  readonly params?: MuxParams;
  /** How long it lasts, in seconds, at least 1. Default 3600. */
  readonly lifetimeSeconds?: number;
  /** Default: the system's clock. */
  readonly now?: EpochMs;
  readonly signal?: AbortSignal;
}

/**
 * Makes a token without a pass: for a poster that the server puts into a page, for native players and for tools. A key that is given as
 * such is imported each time; where many are made, give what `importMuxKey` makes of it.
 *
 * @throws {ServerError} `config`, naming the option; `invalid_grant`, naming the parameter; `aborted`.
 */
export async function mintMuxToken(options: MintMuxTokenOptions): Promise<MuxToken> {
  const { kind = 'video', params = {}, lifetimeSeconds = 3600, signal } = options;
  return signMuxToken(readMuxSigning(options), {
    playbackId: checkPlaybackId(options.playbackId),
    ...{ kind, params, lifetimeSeconds },
    now: options.now ?? systemClock.now(),
    ...(signal && { signal }),
  });
}
