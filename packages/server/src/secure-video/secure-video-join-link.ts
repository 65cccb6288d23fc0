import { Secret } from '../secret/secret.ts';
import type { SecretInput } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { readHubUrl } from './hub-url.ts';

/** What lets a participant in. */
export interface SecureVideoJoinCode {
  /** Nine digits. */
  readonly connectCode: SecretInput | undefined;
  /** A GUID of 36 characters, where your account has passkeys enabled. */
  readonly passkey?: SecretInput | undefined;
}

/** Options of `secureVideoJoinLink`. */
export interface SecureVideoJoinLinkOptions {
  /** Whether the call begins by itself once the page is there. Default: the participant begins it. */
  readonly launch?: boolean;
  /** The vendor's pages. Default `https://hub.securevideo.com/`. */
  readonly hubUrl?: string;
}

/**
 * The link by which one participant joins a session, without an account. Whoever has it gets in as them: send it to nobody else, and lead
 * the browser there with `leadTo`, so that no other site hears of it.
 *
 * @throws {ServerError} `invalid_value`, `config`. Neither quotes a code.
 * @see SecureVideo, "API - Passkeys", "Auto-Start for One-Click Sessions".
 */
export function secureVideoJoinLink(
  { connectCode, passkey }: SecureVideoJoinCode,
  { launch = false, hubUrl }: SecureVideoJoinLinkOptions = {},
): Secret {
  const hub = readHubUrl(hubUrl);
  const code = shaped(connectCode, CODE, 'connectCode must be nine digits.');
  const query = [
    ...(passkey === undefined
      ? []
      : [`passkey=${shaped(passkey, GUID, 'passkey must be a GUID of 36 characters.')}`]),
    ...(launch ? ['launch=1'] : []),
  ].join('&');
  return new Secret(`${hub.href}Pass/Join/${code}${query === '' ? '' : `?${query}`}`);
}

const CODE = /^\d{9}$/;
/** RFC 4122, section 3. */
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function shaped(value: SecretInput | undefined, shape: RegExp, sentence: string): string {
  const text = value instanceof Secret ? value.reveal() : value;
  if (typeof text !== 'string' || !shape.test(text))
    throw new ServerError('invalid_value', sentence);
  return text;
}
