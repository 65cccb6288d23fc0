import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import { apiPath } from '../../api/api-path.ts';
import type { ApiAnswer, ApiClock, ApiMethod, VendorApi } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';
import { decodeBase64 } from '../../jwt/decode-base64.ts';
import { Secret } from '../../secret/secret.ts';
import { isServerError, ServerError } from '../../server-error.ts';
import { unreadableAnswer } from './unreadable-answer.ts';
import type { CallOptions } from '../../api/call-options.ts';

/** A token that is refused, although its signature is good. */
export interface BlacklistedToken {
  /** The JWT itself: a credential again as soon as it is deleted from the list. */
  readonly token: Secret;
  /** When it ends by itself, where it says so. From then on it needs no place here. */
  readonly expiresAt?: EpochMs;
}

/**
 * Tokens that are refused before their end: for keys and licences; whether the Playback API heeds the list is not documented. It holds
 * 100 tokens, and a change takes up to a minute to reach the edges.
 *
 * Every call needs `video-cloud/playback-auth/blacklist`, and throws a `ServerError` whose code starts with `vendor_`; `invalid_value`
 * for what is no JWT; or `aborted`.
 *
 * @see Brightcove, "Using Authentication APIs", "Blacklist API".
 */
export interface BlacklistApi {
  /** @throws {ServerError} `vendor_limit` when the list is full. */
  add(token: string | Secret, options?: CallOptions): Promise<void>;
  has(token: string | Secret, options?: CallOptions): Promise<boolean>;
  /** One bounded array: the list holds 100 at most. */
  list(options?: CallOptions): Promise<readonly BlacklistedToken[]>;
  /** @returns Whether it was there. */
  delete(token: string | Secret, options?: CallOptions): Promise<boolean>;
  /** Makes room. @returns How many had ended. */
  deleteExpired(options?: CallOptions): Promise<number>;
}

/** How many tokens the vendor takes. */
const BLACKLIST_SIZE = 100;

export function createBlacklistApi(
  api: VendorApi,
  accountId: string,
  clock: Pick<ApiClock, 'now'>,
): BlacklistApi {
  const one = async (
    method: ApiMethod,
    token: string | Secret,
    options: CallOptions = {},
  ): Promise<void> => {
    const path = apiPath`/accounts/${accountId}/blacklist/tokens/${jwtOf(token)}`;
    await api.call({ method, path, ...options });
  };
  const list = async (options: CallOptions = {}): Promise<readonly BlacklistedToken[]> => {
    const path = apiPath`/accounts/${accountId}/blacklist`;
    return readList(await api.call({ method: 'GET', path, ...options }));
  };
  const deleteOne: BlacklistApi['delete'] = (token, options) =>
    found(one('DELETE', token, options));
  return {
    async add(token, options) {
      try {
        await one('PUT', token, options);
      } catch (error) {
        // The document says that there is an error, not which.
        const maybeFull = isServerError(error) && MAYBE_FULL.has(error.code);
        if (!maybeFull || (await list(options)).length < BLACKLIST_SIZE) throw error;
        throw full(error);
      }
    },
    has: (token, options) => found(one('GET', token, options)),
    list,
    delete: deleteOne,
    async deleteExpired(options) {
      const now = clock.now();
      const ended = (await list(options)).filter(({ expiresAt = Infinity }) => expiresAt <= now);
      for (const { token } of ended) await deleteOne(token, options);
      return ended.length;
    },
  };
}

/** What a full list may look like. */
const MAYBE_FULL: ReadonlySet<string> = new Set([
  ...['vendor_request', 'vendor_conflict', 'vendor_status', 'vendor_limit'],
  ...['vendor_forbidden', 'vendor_rate_limited'],
]);

function full({ status, correlationId }: ServerError): ServerError {
  return new ServerError(
    'vendor_limit',
    `Brightcove's blacklist is full, with ${BLACKLIST_SIZE} tokens. Delete those that have ended.`,
    {
      vendor: 'brightcove',
      ...(status !== undefined && { status }),
      ...(correlationId !== undefined && { correlationId }),
    },
  );
}

/** 404 is an answer here. */
async function found(call: Promise<void>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (isServerError(error) && error.code === 'vendor_not_found') return false;
    throw error;
  }
}

const JWT = /^[\w-]{1,2000}\.[\w-]{1,4000}\.[\w-]{1,2000}$/;

/** Checked, since it becomes a part of the path. */
function jwtOf(token: string | Secret): string {
  const text = token instanceof Secret ? token.reveal() : token;
  if (typeof text === 'string' && JWT.test(text)) return text;
  throw new ServerError('invalid_value', 'The token is no JWT. Give the whole encoded token.');
}

function readList(answer: ApiAnswer): readonly BlacklistedToken[] {
  const { body } = answer;
  if (!Array.isArray(body)) throw unreadableAnswer('blacklist', answer);
  return body.flatMap((entry: unknown) => {
    const token = jsonMember(entry, 'token');
    if (typeof token !== 'string') return [];
    const expiresAt = expiryOf(token);
    return [{ token: new Secret(token), ...(expiresAt !== undefined && { expiresAt }) }];
  });
}

/** Read without a check of the signature: it only says when a place can be used again. */
function expiryOf(token: string): EpochMs | undefined {
  const bytes = decodeBase64(token.split('.')[1] ?? '');
  try {
    const exp = jsonMember(JSON.parse(new TextDecoder().decode(bytes)), 'exp');
    return typeof exp === 'number' ? epochMs(exp * 1000) : undefined;
  } catch {
    // Whatever it is, it does not say.
    return undefined;
  }
}
