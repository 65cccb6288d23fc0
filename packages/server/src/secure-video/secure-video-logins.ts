import type { UrlPrefix } from '@playgate/protocol';
import { apiPath } from '../api/api-path.ts';
import { jsonMember } from '../json-member.ts';
import { Secret, secret } from '../secret/secret.ts';
import type { SecretInput } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { parseUrlPrefixes, urlWithin } from '../url-prefixes.ts';
import { readSecret, unusableAnswer } from './read-members.ts';
import { readNothing } from './secure-video-caller.ts';
import type { SecureVideoCaller, SecureVideoCallOptions } from './secure-video-caller.ts';
import type { CheckedReturn } from './secure-video-return.ts';
import { addressOf } from './user-ref.ts';
import type { SecureVideoUserRef } from './user-ref.ts';

/** One login: it signs in one browser, once. */
export interface SecureVideoLogin {
  /** Keep it if you may have to cancel the login. */
  readonly guid: Secret;
  /** Lead the browser there, with `leadTo`. */
  readonly uri: Secret;
  /** Where the browser will come back to. */
  readonly returnUrl: string;
}

/** What `loginUri` takes. */
export interface SecureVideoLoginOptions extends SecureVideoCallOptions {
  /** May come from a request: anything that is not within `returnUrls` for certain is replaced by `defaultReturnUrl`. */
  readonly returnUrl?: string;
}

/**
 * Logins by a link that works once.
 *
 * @see SecureVideo, "API - Login".
 */
export interface SecureVideoLogins {
  /** Orders a login for a user whom you have recognized yourself. */
  loginUri(user: SecureVideoUserRef, options?: SecureVideoLoginOptions): Promise<SecureVideoLogin>;
  /** Ends a login, used or not. See `cancelResource`. */
  cancelLogin(guid: SecretInput, options?: SecureVideoCallOptions): Promise<void>;
}

/** What `secureVideoLogins` needs. */
export interface LoginContext {
  readonly call: SecureVideoCaller;
  /** Where login URIs lead. */
  readonly hub: URL;
  readonly back: CheckedReturn | undefined;
}

export function secureVideoLogins({ call, hub, back }: LoginContext): SecureVideoLogins {
  const hubPrefixes = parseUrlPrefixes([hub.href], 'hubUrl');
  return {
    async loginUri(user, { returnUrl: wanted, ...options } = {}) {
      if (back === undefined)
        throw new ServerError('config', 'login is missing: say where logins may return to.');
      const { id, query } = addressOf(user);
      const returnUrl = urlWithin(wanted ?? '', back.prefixes)?.href ?? back.standard;
      const json = { RedirectToUriOnExpiry: returnUrl };
      const path = apiPath`/login/${id}`;
      return call(
        { method: 'POST', path, query, json },
        (answer) => readLogin(answer, { returnUrl, hubPrefixes }),
        options,
      );
    },
    async cancelLogin(guid, options) {
      const text = secret(guid, { name: 'guid' }).reveal();
      if (!GUID.test(text)) throw new ServerError('invalid_value', 'guid must be a LoginGuid.');
      const path =
        back?.cancelResource === 'session' ? apiPath`/session/${text}` : apiPath`/login/${text}`;
      await call({ method: 'DELETE', path }, readNothing, options);
    },
  };
}

function readLogin(
  answer: unknown,
  { returnUrl, hubPrefixes }: { returnUrl: string; hubPrefixes: readonly UrlPrefix[] },
): SecureVideoLogin {
  const guid = readSecret(answer, 'LoginGuid');
  if (guid === undefined || !GUID.test(guid.reveal())) throw unusableAnswer('LoginGuid');
  const uri = jsonMember(answer, 'LoginUri');
  if (typeof uri !== 'string' || urlWithin(uri, hubPrefixes) === undefined)
    throw unusableAnswer('LoginUri within hubUrl');
  if (jsonMember(answer, 'RedirectToUriOnExpiry') !== returnUrl)
    throw unusableAnswer('RedirectToUriOnExpiry, which must be the one that was sent');
  return { guid, uri: new Secret(uri), returnUrl };
}

/** 32 hexadecimal digits in one of the vendor's examples, 64 in another. */
const GUID = /^[\da-f-]{32,128}$/i;
