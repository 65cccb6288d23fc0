import { deny, isServerError, secret, ServerError } from '@playgate/server';
import type { Deny, ViewerToken } from '@playgate/server';
import { assertJsonCall, jsonMember, readJson } from '@playgate/server/handlers';
import { readAccessOrder } from './access-order.ts';
import type { NarrowToken } from './access-order.ts';
import { answerCall } from '../answer/answer-call.ts';
import type { CallAnswer, CallContext } from '../answer/answer-call.ts';
import { readSession } from '../read-session.ts';
import { askLimit } from '../limit/session-limit.ts';
import type { SessionLimit } from '../limit/session-limit.ts';
import type { SessionSettings } from '../session-settings.ts';
import type { SessionTokens } from './session-tokens.ts';

/** Options of `Sessions.tokenHandler`. */
export interface TokenHandlerOptions extends NarrowToken {
  /** What the token may do, and no more: some of the scopes of the sign-in, separated by spaces. */
  readonly scope: string;
  /** The longest that a token may last from when it is given, in seconds, from 1 to 86 400; no other is given. Default 3600. */
  readonly longestSeconds?: number;
  /** Asked before a token is given. Default: no limit. */
  readonly limit?: SessionLimit;
}

/** What is made of them. */
interface TokenTerms {
  readonly narrow: NarrowToken;
  readonly longestSeconds: number;
  readonly limit: SessionLimit;
}

const LARGEST_BODY = 1024;

/**
 * Makes the handler that gives a page an access token which may do less than the session's own: the token-mediating backend of RFC 10017.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see RFC 10017, section 6.2; RFC 6749, section 6 (a refresh for less); RFC 8707 (for one resource).
 */
export function tokenHandler(
  options: TokenHandlerOptions,
  settings: SessionSettings,
  tokensOf: SessionTokens,
): (request: Request) => Promise<Response> {
  const terms = readTerms(options, settings);
  return (request) =>
    answerCall(request, 'POST', settings, (context) =>
      giveToken(request, context, terms, settings, tokensOf),
    );
}

function readTerms(
  { scope, resource, longestSeconds = 3600, limit = () => undefined }: TokenHandlerOptions,
  settings: SessionSettings,
): TokenTerms {
  if (typeof scope !== 'string')
    throw new ServerError('config', 'scope is missing: say what the tokens of pages may do.');
  const narrow = { scope, ...(resource !== undefined && { resource }) };
  readAccessOrder(narrow, settings);
  if (!(longestSeconds >= 1 && longestSeconds <= 86_400))
    throw new ServerError('config', 'longestSeconds must be from 1 to 86400.');
  return { narrow, longestSeconds, limit };
}

async function giveToken(
  request: Request,
  { signal, correlationId }: CallContext,
  terms: TokenTerms,
  settings: SessionSettings,
  tokensOf: SessionTokens,
): Promise<CallAnswer | Deny> {
  const fresh = await readFresh(request);
  const session = await readSession(request, settings, tokensOf);
  if (session === undefined) return deny('unauthenticated');
  const { viewer, tag } = session;
  const whose = { viewer, session: tag, correlationId };
  const refused = async (no: Deny): Promise<Deny> => {
    await settings.tell('token-refused', { ...whose, code: no.reason });
    return no;
  };
  try {
    const tooMany = await askLimit(terms.limit, { request, viewer });
    if (tooMany !== undefined) return await refused(tooMany);
    const given = await session.viewerToken({ ...terms.narrow, fresh, signal });
    if (given === undefined) return await refused(deny('unauthenticated'));
    const body = bodyOf(given, terms, settings);
    await settings.tell('token-given', whose);
    return { body };
  } catch (error) {
    // The viewer, or the authorization server, has not allowed this.
    if (isServerError(error) && error.reason === 'invalid_scope') return refused(deny('forbidden'));
    const code = isServerError(error) ? error.code : 'unknown';
    if (code !== 'aborted') await settings.tell('token-refused', { ...whose, code, error });
    throw error;
  }
}

/** Whether the page says that what it has is refused. */
async function readFresh(request: Request): Promise<boolean> {
  assertJsonCall(request.headers);
  const fresh = jsonMember(await readJson(request, LARGEST_BODY), 'fresh') ?? false;
  if (typeof fresh === 'boolean') return fresh;
  throw new ServerError('invalid_request', 'fresh must be true or false.');
}

function bodyOf(
  { accessToken, expiresInSeconds }: ViewerToken,
  { longestSeconds }: TokenTerms,
  { clock }: SessionSettings,
): CallAnswer['body'] {
  if (expiresInSeconds === undefined || expiresInSeconds > longestSeconds)
    throw new ServerError(
      'config',
      `The authorization server gives access tokens that last longer than ${longestSeconds} seconds, or does not say how long. Have it give shorter ones, or raise longestSeconds.`,
    );
  return {
    token: secret(accessToken, { name: 'accessToken' }).reveal(),
    expires_in: expiresInSeconds,
    issued_at: clock.now() / 1000,
  };
}
