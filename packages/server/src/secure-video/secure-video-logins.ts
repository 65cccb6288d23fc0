import type { UrlPrefix } from '@playgate/protocol';
import { apiPath } from '../api/api-path.ts';
import { jsonMember } from '../json-member.ts';
import { Secret, secret } from '../secret.ts';
import type { SecretInput } from '../secret.ts';
import { ServerError } from '../server-error.ts';
import { parseUrlPrefixes, urlWithin } from '../url-prefixes.ts';
import { readSecret, unusableAnswer } from './read-members.ts';
import { readNothing } from './secure-video-caller.ts';
import type { SecureVideoCaller, SecureVideoCallOptions } from './secure-video-caller.ts';
import { addressOf } from './user-ref.ts';
import type { SecureVideoUserRef } from './user-ref.ts';

/** Where a browser may be sent when a login is over: after a sign-out, or when it timed out. */
export interface SecureVideoReturn {
  /** URL prefixes of your application, spelled as in a pass rule. */
  readonly returnUrls: readonly string[];
  /** Where to when nothing else is asked for, or something that is not within `returnUrls`. */
  readonly defaultReturnUrl: string;
  /**
   * Below which resource a login is cancelled: `DELETE /{resource}/{guid}`. The vendor's pages that we could read do not print that call.
   * Default `login`; a client of another author uses `session`.
   */
  readonly cancelResource?: 'login' | 'session';
}

/** The same, checked. */
export interface CheckedReturn {
  readonly prefixes: readonly UrlPrefix[];
  readonly standard: string;
  readonly cancelResource: 'login' | 'session';
}

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

/** @throws {ServerError} `config`, naming the option. */
export function readReturn({
  returnUrls,
  defaultReturnUrl,
  cancelResource = 'login',
}: SecureVideoReturn): CheckedReturn {
  const prefixes = parseUrlPrefixes(returnUrls, 'login.returnUrls');
  const standard =
    typeof defaultReturnUrl === 'string' ? urlWithin(defaultReturnUrl, prefixes) : undefined;
  if (standard === undefined)
    throw new ServerError('config', 'login.defaultReturnUrl must lead to one of login.returnUrls.');
  if (cancelResource !== 'login' && cancelResource !== 'session')
    throw new ServerError('config', 'login.cancelResource must be login or session.');
  return { prefixes, standard: standard.href, cancelResource };
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
