import { clockCheck } from '../doctor/clock-check.ts';
import type { DoctorCheck } from '../doctor/doctor-check.ts';
import { keyCheck } from '../doctor/key-check.ts';
import { isSigner } from '../jwt/is-signer.ts';
import type { SigningKeyInput } from '../jwt/signing-key.ts';
import type { BrightcoveOptions } from './brightcove-options.ts';
import type { BrightcoveClient } from './management/create-brightcove-client.ts';
import { playbackCheck } from './playback/playback-check.ts';
import { registeredKeyCheck } from './management/registered-key-check.ts';

/** Options of `brightcoveDoctor`. */
export interface BrightcoveDoctorOptions {
  /** What `brightcove` is given. */
  readonly vendor: BrightcoveOptions;
  /** With it, the doctor looks whether the key is registered. Needs `video-cloud/playback-auth/key/read`. */
  readonly client?: Pick<BrightcoveClient, 'keys'>;
  /** With it, the doctor asks for this video, as `video:<id>` or `ref:<reference id>`. */
  readonly asset?: string;
  /** Where the page is, such as `https://app.example`. With it and `asset`, the doctor looks whether the page may read the media. */
  readonly origin?: string;
}

/**
 * The checks of a Brightcove configuration: the key, whether the vendor knows it, the clock, one video, and what a browser may read of it.
 * For `runDoctor`.
 *
 * @throws {ServerError} `config`
 */
export function brightcoveDoctor({
  vendor,
  client,
  asset,
  origin,
}: BrightcoveDoctorOptions): readonly DoctorCheck[] {
  const { signingKey, algorithm = 'RS256' } = vendor;
  const { playbackUrl = 'https://edge-auth.api.brightcove.com/playback/v1' } = vendor;
  const checks: DoctorCheck[] = [];
  // A key in a vault shows neither its size nor its public half.
  const key: SigningKeyInput | undefined = isSigner(signingKey) ? undefined : signingKey;
  if (key !== undefined)
    checks.push(keyCheck({ id: 'brightcove.key', name: 'signingKey', key, algorithm }));
  if (key !== undefined && client !== undefined)
    checks.push(registeredKeyCheck({ key, algorithm, keys: client.keys }));
  checks.push(clockCheck({ id: 'brightcove.clock', url: playbackUrl }));
  if (asset !== undefined)
    checks.push(playbackCheck({ vendor, asset, ...(origin !== undefined && { origin }) }));
  return checks;
}
