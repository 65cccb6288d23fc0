import type { UrlPrefix } from '@playgate/protocol';
import { ServerError } from '../server-error.ts';
import { parseUrlPrefixes, urlWithin } from '../url-prefixes.ts';

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
