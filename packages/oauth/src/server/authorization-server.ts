import {
  allowInsecureRequests,
  clockSkew,
  clockTolerance,
  customFetch,
  discoveryRequest,
  isDPoPNonceError,
  processDiscoveryResponse,
} from 'oauth4webapi';
import type { AuthorizationServer, Client, CustomFetchOptions, DPoPHandle } from 'oauth4webapi';
import { momentOf } from '../clock.ts';
import type { Moment } from '../clock.ts';
import { OAuthError } from '../oauth-error.ts';
import type { OAuthSettings } from '../oauth-options.ts';
import { withoutPrototype } from '../without-prototype.ts';
import { readFailure } from './read-failure.ts';
import { transport } from './transport.ts';
import type { Terms } from './transport.ts';

/** What one conversation with the server needs, in the words of oauth4webapi. */
export interface Talk {
  readonly server: AuthorizationServer;
  readonly client: Client;
  /** For requests. */
  readonly options: TalkOptions;
  /** When the last request left: what it brings lives from then on. */
  readonly left: () => Moment;
}

export interface TalkOptions {
  readonly [customFetch]: (
    url: string,
    options: CustomFetchOptions<string, URLSearchParams | undefined>,
  ) => Promise<Response>;
  /** Addresses are checked before each request, and http is for loopback alone. */
  readonly [allowInsecureRequests]: true;
  readonly DPoP?: DPoPHandle;
}

/** The authorization server, and what is learned of its clock. */
export interface Server {
  /** @throws {OAuthError} */
  metadata(): Promise<AuthorizationServer>;
  /**
   * Talks to it, a second time if it wants a nonce in the proof.
   *
   * @throws {OAuthError}
   */
  talk<T>(
    terms: Partial<Terms> & { readonly dpop?: DPoPHandle | undefined },
    call: (talk: Talk) => Promise<T>,
  ): Promise<T>;
  /** How far its clock is ahead of this one's, in milliseconds. */
  aheadMs(): number;
}

const TOLERANCE_S = 30;
const UNKNOWN_TIME_S = 86_400;

export function createServer(settings: OAuthSettings): Server {
  const { options, environment, timeoutMs } = settings;
  const { issuer, clientId, discovery = 'oidc' } = options;
  const { clock } = environment;
  let found: Promise<AuthorizationServer> | undefined;
  let ahead: number | undefined;

  const aheadMs = (): number => ahead ?? 0;

  const sawDate = (date: number): void => {
    if (date) ahead = date - clock.now();
  };
  const optionsFor = (terms: Partial<Terms>): TalkOptions => ({
    [customFetch]: transport(environment, { timeoutMs, ...terms }, sawDate),
    [allowInsecureRequests]: true,
  });

  async function discover(): Promise<AuthorizationServer> {
    const url = new URL(issuer);
    const request = { algorithm: discovery, ...optionsFor({}) };
    return processDiscoveryResponse(url, await discoveryRequest(url, request));
  }

  const know = async (): Promise<AuthorizationServer> =>
    withoutPrototype({ ...(options.metadata ?? (await discover())) });

  async function metadata(): Promise<AuthorizationServer> {
    try {
      const server = await (found ??= know());
      if (server.issuer !== issuer)
        throw new OAuthError('issuer_mismatch', 'The metadata is that of another issuer.');
      if (server.code_challenge_methods_supported?.includes('S256') === false)
        throw new OAuthError('config', 'The authorization server lacks S256 (RFC 7636).');
      return server;
    } catch (error) {
      found = undefined;
      throw readFailure(error);
    }
  }

  return {
    metadata,
    async talk({ dpop, leaves, ...terms }, call) {
      const server = await metadata();
      let left = momentOf(clock);
      const leaving = (): void => {
        leaves?.();
        left = momentOf(clock);
      };
      const client = withoutPrototype({
        client_id: clientId,
        // What oauth4webapi takes for the time, it adds this to; read at each answer.
        get [clockSkew]() {
          return Math.round((clock.now() + aheadMs() - Date.now()) / 1000);
        },
        // Of a server that hides its time a token that comes straight from it, with our nonce, is no older than that.
        get [clockTolerance]() {
          return ahead === undefined ? UNKNOWN_TIME_S : TOLERANCE_S;
        },
      });
      const options = { ...optionsFor({ ...terms, leaves: leaving }), ...(dpop && { DPoP: dpop }) };
      const talk = { server, client, options: withoutPrototype(options), left: () => left };
      try {
        return await call(talk).catch((error: unknown) => {
          if (dpop && isDPoPNonceError(error)) return call(talk);
          throw error;
        });
      } catch (error) {
        throw readFailure(error);
      }
    },
    aheadMs,
  };
}
