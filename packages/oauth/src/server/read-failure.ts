import {
  AuthorizationResponseError,
  OperationProcessingError,
  ResponseBodyError,
  JWT_CLAIM_COMPARISON,
  JWT_TIMESTAMP_CHECK,
  JSON_ATTRIBUTE_COMPARISON,
} from 'oauth4webapi';
import { isOAuthError, isServerCode, OAuthError } from '../oauth-error.ts';

/** Makes the error of this package of whatever was thrown. What the server wrote stays behind, but for its code. */
export function readFailure(failure: unknown): OAuthError {
  if (isOAuthError(failure)) return failure;
  if (failure instanceof AuthorizationResponseError) return refused(failure.error);
  if (failure instanceof ResponseBodyError)
    return failure.status === 429
      ? answered(failure.response)
      : refused(failure.error, failure.response);
  if (!(failure instanceof OperationProcessingError)) return invalid();
  const { cause, code } = failure;
  if (cause instanceof Response) return answered(cause);
  if (code === JSON_ATTRIBUTE_COMPARISON)
    return new OAuthError('issuer_mismatch', 'The metadata is that of another issuer.');
  return code === JWT_CLAIM_COMPARISON || code === JWT_TIMESTAMP_CHECK
    ? new OAuthError('invalid_id_token', 'The ID token is not for this sign-in.')
    : invalid();
}

function refused(error: string, response?: Response): OAuthError {
  const code = isServerCode(error) ? error : 'oauth_error';
  return new OAuthError(code, `The authorization server says ${code}.`, details(response));
}

/** An answer that is no OAuth error: what its status says. */
function answered(response: Response): OAuthError {
  const { status } = response;
  const how = details(response);
  if (status === 429) return new OAuthError('rate_limited', 'Too many requests.', how);
  return status > 499 || status === 408
    ? new OAuthError('server_error', 'The authorization server failed.', how)
    : invalid(how);
}

const invalid = (how?: ReturnType<typeof details>): OAuthError =>
  new OAuthError('invalid_response', 'The authorization server answered what is no answer.', how);

const LONGEST_MS = 300_000;

function details(response: Response | undefined) {
  const text = response?.headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : (Date.parse(text) - serverTime(response)) / 1000;
  return {
    status: response?.status,
    ...(seconds >= 0 && { retryAfterMs: Math.min(seconds * 1000, LONGEST_MS) }),
  };
}

const serverTime = (response: Response | undefined): number =>
  Date.parse(response?.headers.get('date') ?? '');
