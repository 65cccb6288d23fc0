import { isBearerToken } from '../../api/tokens/bearer-token.ts';
import type { VendorApiOptions } from '../../api/vendor-api.ts';
import type { PlaybackGrant, ViewerToken } from '../../mint/decision.ts';
import { secret } from '../../secret/secret.ts';
import type { Secret, SecretInput } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';
import type { MintContext } from '../../vendor.ts';
import { createStapiOAuth } from '../oauth/stapi-oauth.ts';

/** The application's own tokens: a fresh one for each pass, by client credentials. */
export interface ApplicationTokens {
  /** The token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretInput;
  /** Default `basic`. */
  readonly authMethod?: 'basic' | 'post';
  /** What opens media and nothing else, separated by spaces. The vendor's document names no scopes. Default `videos:play`. */
  readonly scope?: string;
  /**
   * What a token is narrowed to besides. `film`: to the film, by asking for it as the token's `resource` (RFC 8707). `account`: to nothing;
   * then a viewer who takes the token out of the browser can watch whatever the scope opens, decided or not. Default `film`. A vendor that
   * does not know resources may ignore it without a word: look at a token with `introspectToken`.
   */
  readonly narrowTo?: 'film' | 'account';
}

/** The viewers' own tokens, such as their sign-in with STAPI gave. */
export interface ViewerTokens {
  /**
   * Gives the token of the viewer whom the grant names, or `undefined`: there is none, and the viewer must sign in. Where `decide` puts the
   * session's `viewerToken` into the grant: `async ({ viewerToken }, context) => viewerToken?.(context)`. The browser sees the token:
   * never an API key.
   */
  readonly accessToken: (
    grant: PlaybackGrant,
    context: MintContext,
  ) => Promise<ViewerToken | undefined>;
}

/** A token that goes into a pass. */
export interface PlayToken {
  readonly token: Secret;
  readonly expiresInSeconds?: number;
}

/** Gets the token for one pass; `undefined` if the viewer must sign in. `resource` names the film. */
export type GetPlayToken = (
  resource: string,
  grant: PlaybackGrant,
  context: MintContext,
) => Promise<PlayToken | undefined>;

export type PlayTokenOptions = VendorApiOptions & (ApplicationTokens | ViewerTokens);

/** @throws {ServerError} `config`, naming the option. */
export function playTokens(options: PlayTokenOptions): GetPlayToken {
  if (!('accessToken' in options)) return applicationTokens(options);
  if ('clientId' in options || 'tokenUrl' in options)
    throw new ServerError(
      'config',
      'accessToken and the application (tokenUrl, clientId, clientSecret) are both given. Give one: the viewers’ own tokens, or the application’s.',
    );
  return viewerTokens(options);
}

function applicationTokens(options: VendorApiOptions & ApplicationTokens): GetPlayToken {
  const { scope = 'videos:play', narrowTo = 'film', timeoutMs = 5000 } = options;
  if (narrowTo !== 'film' && narrowTo !== 'account')
    throw new ServerError('config', "narrowTo must be 'film' or 'account'.");
  const oauth = createStapiOAuth(options);
  return async (resource, { asset, viewer }, { signal, correlationId }) => {
    const { accessToken, expiresInSeconds } = await oauth.clientToken({
      ...{ scope, asset, signal, correlationId, withinMs: timeoutMs },
      ...(narrowTo === 'film' && { resource }),
      ...(viewer !== undefined && { viewer }),
    });
    return { token: accessToken, ...(expiresInSeconds !== undefined && { expiresInSeconds }) };
  };
}

function viewerTokens({ accessToken }: ViewerTokens): GetPlayToken {
  return async (_resource, grant, context) => {
    const given = await accessToken(grant, context);
    if (given === undefined) return undefined;
    const token = secret(given.accessToken, { name: 'The token that accessToken gave' });
    if (!isBearerToken(token.reveal()))
      throw new ServerError('config', 'accessToken must give a token that can follow "Bearer".');
    const { expiresInSeconds } = given;
    if (expiresInSeconds !== undefined && !(expiresInSeconds > 0)) return undefined;
    return { token, ...(expiresInSeconds !== undefined && { expiresInSeconds }) };
  };
}
