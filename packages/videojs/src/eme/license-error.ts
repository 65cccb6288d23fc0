/**
 * Why a licence server gives no licence.
 *
 * - `device_limit`: the viewer watches on too many devices. · `stream_limit`: on too many at once.
 * - `stream_ended`: another stream took the place of this one.
 * - `not_entitled`: this viewer may not watch.
 * - `refused`: it does not say, or nothing that is known here.
 */
export type LicenseErrorCode =
  'device_limit' | 'stream_limit' | 'stream_ended' | 'not_entitled' | 'refused';

const MEANINGS: Readonly<Record<LicenseErrorCode, string>> = {
  device_limit: 'The viewer watches on too many devices. Let them remove one.',
  stream_limit: 'The viewer watches on too many screens at once. Let them stop one.',
  stream_ended: 'Another stream took the place of this one. Let the viewer choose.',
  not_entitled: 'The viewer may not watch this. Tell them.',
  refused: 'The licence server gives no licence. Look into its log.',
};

/** What the licence server said: the `cause` of the `ClientError` that ends playback. Holds nothing of the answer's text. */
export class LicenseError extends Error {
  override readonly name = 'PlaygateLicenseError';
  declare readonly code: LicenseErrorCode;
  /** Of HTTP. */
  declare readonly status: number;

  constructor(code: LicenseErrorCode, status: number) {
    super(MEANINGS[code]);
    this.code = code;
    this.status = status;
  }
}

export const isLicenseErrorCode = (value: unknown): value is LicenseErrorCode =>
  typeof value === 'string' && Object.hasOwn(MEANINGS, value);
