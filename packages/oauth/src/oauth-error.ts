/**
 * What OAuth servers say, letter by letter: RFC 6749 sections 4.1.2.1 and 5.2 (RFC 9126 uses the same), RFC 6750 section 3.1, RFC 8707,
 * RFC 9449, RFC 9470, OpenID Connect Core section 3.1.2.6.
 */
export type OAuthServerCode =
  | 'invalid_request'
  | 'unauthorized_client'
  | 'access_denied'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unsupported_grant_type'
  | 'unsupported_token_type'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'invalid_target'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'insufficient_user_authentication'
  | 'unmet_authentication_requirements'
  | 'interaction_required'
  | 'login_required'
  | 'account_selection_required'
  | 'consent_required'
  | 'invalid_request_uri'
  | 'invalid_request_object'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'registration_not_supported';

/**
 * Why somebody is not signed in, or why there is no token: what the server said ({@link OAuthServerCode}), or
 *
 * - `oauth_error`: it said something that no specification knows.
 * - `network`: it could not be reached. · `timeout`: it did not answer in time. · `rate_limited`: too many requests.
 * - `invalid_response`: its answer is none (a page, a redirect, another shape). · `invalid_id_token`: nonce, issuer, audience or time of
 *   the ID token are wrong. · `not_bound`: DPoP was asked for, and a plain token came.
 * - `state_mismatch`: the callback answers no sign-in of this tab. · `callback_replayed`: it was answered before.
 * - `issuer_mismatch`: the callback, or the metadata, names another server.
 * - `popup_blocked`: the browser opened none. · `popup_closed`: the viewer closed it.
 * - `signed_out`: nobody is signed in (any more). · `session_lost`: the server takes the refresh token no longer.
 * - `token_bound`: a DPoP token cannot be given away; use `fetch`. · `token_refused`: servers keep refusing tokens that are fresh.
 * - `insecure_context`: the page has no WebCrypto; serve it by https. · `storage`: the browser keeps nothing for this page.
 * - `config`: an option is wrong; the message names it. · `aborted`: the caller's signal. · `disposed`: used after `dispose()`.
 */
export type OAuthErrorCode =
  | OAuthServerCode
  | 'oauth_error'
  | 'network'
  | 'timeout'
  | 'rate_limited'
  | 'invalid_response'
  | 'invalid_id_token'
  | 'not_bound'
  | 'state_mismatch'
  | 'callback_replayed'
  | 'issuer_mismatch'
  | 'popup_blocked'
  | 'popup_closed'
  | 'signed_out'
  | 'session_lost'
  | 'token_bound'
  | 'token_refused'
  | 'insecure_context'
  | 'storage'
  | 'config'
  | 'aborted'
  | 'disposed';

/** What helps: try again later, sign in (again), accept the viewer's or the server's no, mend the configuration, or nothing. */
export type OAuthErrorAction = 'retry' | 'sign-in' | 'deny' | 'fix-config' | 'none';

/** What an error carries besides its code. Never what the server wrote: no description, no body, no address. */
export interface OAuthErrorDetails {
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** When to ask again, in milliseconds. At most 5 minutes. */
  readonly retryAfterMs?: number | undefined;
}

type Words = Readonly<Partial<Record<OAuthErrorAction, string>>>;

const OF_SERVERS: Words = {
  retry: 'server_error temporarily_unavailable use_dpop_nonce',
  'sign-in':
    'invalid_grant invalid_token interaction_required login_required account_selection_required consent_required insufficient_user_authentication',
  deny: 'access_denied insufficient_scope unmet_authentication_requirements',
  'fix-config':
    'invalid_request unauthorized_client unsupported_response_type invalid_scope invalid_client unsupported_grant_type unsupported_token_type invalid_target invalid_dpop_proof invalid_request_uri invalid_request_object request_not_supported request_uri_not_supported registration_not_supported',
};

/** Those that are left out need a correction. */
const OWN: Words = {
  retry: 'network timeout rate_limited',
  'sign-in':
    'state_mismatch callback_replayed invalid_id_token popup_blocked popup_closed signed_out session_lost',
  deny: 'oauth_error issuer_mismatch token_refused',
  none: 'aborted disposed',
};

const NEXT_STEPS: Readonly<Record<OAuthErrorAction, string>> = {
  retry: 'Try again later.',
  'sign-in': 'Sign in again.',
  deny: 'Tell the viewer.',
  'fix-config': 'Correct it, then retry.',
  none: 'Start again if it is still wanted.',
};

function actionIn(words: Words, code: string): OAuthErrorAction | undefined {
  for (const action of ['retry', 'sign-in', 'deny', 'none', 'fix-config'] as const)
    if (words[action]?.split(' ').includes(code)) return action;
  return undefined;
}

/** Whether a server's word is one that a specification knows. */
export const isServerCode = (word: string): word is OAuthServerCode =>
  actionIn(OF_SERVERS, word) !== undefined;

/** The one error of this package. Every message ends with what to do next. It has no `cause`: those hold answers of the server. */
export class OAuthError extends Error {
  override readonly name = 'PlaygateOAuthError';
  declare readonly code: OAuthErrorCode;
  declare readonly action: OAuthErrorAction;
  declare readonly status: number | undefined;
  declare readonly retryAfterMs: number | undefined;

  constructor(
    code: OAuthErrorCode,
    what: string,
    { status, retryAfterMs }: OAuthErrorDetails = {},
  ) {
    const action = actionIn(OWN, code) ?? actionIn(OF_SERVERS, code) ?? 'fix-config';
    super(`${what} ${NEXT_STEPS[action]}`);
    Object.assign(this, { code, action, status, retryAfterMs });
  }

  /** Whether asking again later may help. */
  get retryable(): boolean {
    return this.action === 'retry';
  }

  /** What may be logged. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { name, code, message, action, status, retryAfterMs } = this;
    return { name, code, message, action, status, retryAfterMs };
  }
}

/** Tells an `OAuthError`, also one of another copy of this package. */
export const isOAuthError = (value: unknown): value is OAuthError =>
  value instanceof Error && value.name === 'PlaygateOAuthError';
