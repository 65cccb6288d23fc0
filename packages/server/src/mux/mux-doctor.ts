import { clockCheck } from '../doctor/clock-check.ts';
import type { DoctorCheck } from '../doctor/doctor-check.ts';
import { keyCheck } from '../doctor/key-check.ts';
import { isSigner } from '../jwt/is-signer.ts';
import type { MuxOptions } from './mux-options.ts';
import { playbackCheck } from './playback-check.ts';
import { unwrapMuxKey } from './unwrap-mux-key.ts';

/** Options of `muxDoctor`. */
export interface MuxDoctorOptions {
  /** What `mux` is given. */
  readonly vendor: MuxOptions;
  /** With it, the doctor asks for this playback id, with a token and without. */
  readonly asset?: string;
  /** Where the page is, such as `https://app.example`. With it and `asset`, the doctor asks as that page would, and looks whether it may read. */
  readonly origin?: string;
}

/**
 * The checks of a Mux configuration: the key, the clock, and one playback id. For `runDoctor`.
 *
 * @throws {ServerError} `config`
 */
export function muxDoctor({ vendor, asset, origin }: MuxDoctorOptions): readonly DoctorCheck[] {
  const { signingKey, streamUrl = 'https://stream.mux.com' } = vendor;
  const checks: DoctorCheck[] = [];
  // A key in a vault does not show its size.
  if (!isSigner(signingKey))
    checks.push(
      keyCheck({
        ...{ id: 'mux.key', name: 'signingKey', algorithm: 'RS256' },
        key: unwrapMuxKey(signingKey),
      }),
    );
  checks.push(clockCheck({ id: 'mux.clock', url: streamUrl }));
  if (asset !== undefined)
    checks.push(playbackCheck({ vendor, asset, ...(origin !== undefined && { origin }) }));
  return checks;
}
