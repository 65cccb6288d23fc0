import { formatPass, parsePass } from '@playgate/protocol';
import type { PlaybackPass } from '@playgate/protocol';
import { clientError } from '../client-error.ts';
import type { TokenPlacer } from '../pass-client-options.ts';
import type { BareToken } from './pass-source.ts';

/** What an Authorization header or a query can carry: visible ASCII (RFC 6750 section 2.1 allows less). */
const TOKEN = /^[\x21-\x7e]+$/;

/** How vendors mark the keys of servers. More than `sk_`, which a random token may begin with. */
const SECRET_KEY = /\bsk_(live|test|prod|dev)|sandbox_sk_/;

/**
 * Makes a pass of what a source answered. Whatever the source, its rules go through the same parser.
 *
 * @throws {ClientError} `invalid_response`; `config` for a token without `place`.
 * @throws {ProtocolError} What is wrong with the pass.
 */
export function passOf(
  answer: PlaybackPass | BareToken,
  place: TokenPlacer | undefined,
): PlaybackPass {
  try {
    if (!('token' in answer)) return withoutSecretKey(parsePass(formatPass(answer)));
    const { token, expiresIn } = answer;
    if (!place) throw clientError('config', 'The source answers a token, but place is missing.');
    if (!TOKEN.test(token)) throw new TypeError('The token is not visible ASCII.');
    return withoutSecretKey(parsePass({ version: 1, rules: place(token), expires_in: expiresIn }));
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    // Not the network: the answer is of another shape.
    throw clientError('invalid_response', 'The source answers neither a pass nor a token.', {
      cause,
    });
  }
}

/** What is handed to a page is public; a key that opens the whole account there is a mistake of the backend's. */
function withoutSecretKey(pass: PlaybackPass): PlaybackPass {
  const placed = pass.rules.flatMap(({ place }) => place);
  if (SECRET_KEY.test(JSON.stringify(placed)))
    throw clientError(
      'invalid_response',
      'The answer holds what looks like a secret API key. Let the backend mint a token with it, and revoke the key.',
    );
  return pass;
}
