import { ServerError } from '@playgate/server';
import type { Deny } from '@playgate/server';
import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from 'oauth4webapi';
import type { AuthorizationServer } from 'oauth4webapi';
import type { CallContext } from '../answer/answer-call.ts';
import { leadTo } from '../answer/answer-visit.ts';
import { digest } from '../store/digest.ts';
import { isRandomText, randomText } from '../random-text.ts';
import { findSession } from '../read-session.ts';
import { readReturnTo } from './return-to.ts';
import { askLimit } from '../limit/session-limit.ts';
import type { SessionSettings } from '../session-settings.ts';
import { SIGN_IN_MS } from './sign-ins.ts';
import type { SignIns } from './sign-ins.ts';

/** What stands for one sign-in at the authorization server. */
interface Challenge {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/**
 * Sends a viewer to the authorization server. What the answer must fit to is kept in the store; the browser gets one cookie for all its
 * sign-ins, so that two tabs may be at it at once. Anybody may begin one, so their number is bounded before anything is written or sent.
 *
 * @see RFC 7636; RFC 8707; RFC 9126; OpenID Connect Core 1.0, section 3.1.2.1.
 */
export async function beginSignIn(
  request: Request,
  context: CallContext,
  settings: SessionSettings,
  signIns: SignIns,
): Promise<Response | Deny> {
  const { signInCookie } = settings;
  const tooMany = (await askLimit(settings.limit, { request })) ?? (await settings.capacity());
  if (tooMany !== undefined) return tooMany;
  const wanted = new URL(request.url).searchParams.get('returnTo');
  const before = await findSession(request, settings);
  const held = signInCookie.read(request.headers);
  const browser = isRandomText(held) ? held : randomText();
  const challenge = {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    codeVerifier: generateRandomCodeVerifier(),
  };
  const { state, ...kept } = challenge;
  const location = await authorizationUrl(challenge, context, settings);
  await signIns.begin(state, {
    ...kept,
    browser: digest(browser),
    begunAt: settings.clock.now(),
    returnTo: readReturnTo(wanted, settings.origin) ?? settings.afterSignIn,
    ...(before !== undefined && { before: before.key }),
  });
  await settings.tell('sign-in-begun', { correlationId: context.correlationId });
  // The answer comes from another site, so it must be Lax.
  const terms = { maxAgeSeconds: SIGN_IN_MS / 1000, sameSite: 'Lax' } as const;
  return leadTo(location, [signInCookie.format(browser, terms)]);
}

async function authorizationUrl(
  { state, nonce, codeVerifier }: Challenge,
  context: CallContext,
  settings: SessionSettings,
): Promise<string> {
  const server = await settings.server(context);
  const parameters = new URLSearchParams({
    ...settings.parameters,
    client_id: settings.clientId,
    response_type: 'code',
    redirect_uri: settings.redirectUri,
    scope: settings.scope,
    ...{ state, nonce },
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
  });
  for (const resource of settings.resources) parameters.append('resource', resource);
  if (server.pushed_authorization_request_endpoint === undefined)
    return withParameters(server, parameters);
  const pushed = new URLSearchParams({
    client_id: settings.clientId,
    request_uri: await settings.oauth.pushRequest(parameters, context),
  });
  return withParameters(server, pushed);
}

function withParameters(server: AuthorizationServer, parameters: URLSearchParams): string {
  const { authorization_endpoint: endpoint } = server;
  if (endpoint === undefined)
    throw new ServerError('config', 'metadata lacks authorization_endpoint. Add it.');
  return `${endpoint}?${parameters.toString()}`;
}
