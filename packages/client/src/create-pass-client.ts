import type { PassRequest, PassRule, PlaybackPass } from '@playgate/protocol';
import type { Authorizer } from './authorizer.ts';
import type { ClientEvent } from './client-event.ts';
import type { Clock } from './clock.ts';
import type { Observable } from './observable.ts';
import type { PassSource } from './pass-source.ts';

/** Where a bare token goes: rules made from it. `bearer(...)`, `header(...)` and `query(...)` make one. */
export type TokenPlacer = (token: string) => readonly PassRule[];

/** Options of `createPassClient`. Give exactly one of `endpoint` and `source`. */
export interface PassClientOptions {
  /** The URL of the backend's pass handler. */
  readonly endpoint?: string | URL;
  /** How to get passes from anywhere else. */
  readonly source?: PassSource;
  /** Where a bare token goes. Needed with a source that answers tokens. */
  readonly place?: TokenPlacer;
  /** Used for the endpoint and for `client.fetch`. Default: the `fetch` of the page, taken when the client is made. */
  readonly fetch?: typeof globalThis.fetch;
  /** The only origins a pass may name, for example `https://cdn.example`. Default: any that the backend names. */
  readonly pin?: readonly string[];
  /** Whether passes are renewed ahead of their end. Default `true`; `false` renews when one is refused. */
  readonly renewAhead?: boolean;
  /** How long one ask may take, body included, in milliseconds. Default 10000. */
  readonly timeoutMs?: number;
  /** How long `pass()` retries for a waiting caller before it rejects, in milliseconds. Default 15000. */
  readonly deadlineMs?: number;
  /** How many assets are held at most. Default 100. */
  readonly cacheSize?: number;
  /** Hears everything that happens. It must not throw. */
  readonly onEvent?: (event: ClientEvent) => void;
  readonly clock?: Clock;
  /** A number from 0 up to 1, for jitter. Default `Math.random`. */
  readonly random?: () => number;
}

/** Who the client acts for. */
export interface ClientSession {
  readonly status: 'active' | 'signed-out';
  /** The viewer's opaque tag, once a pass has named one. */
  readonly subject?: string;
}

/** Asks for passes, keeps them fresh and hands out authorizers. One for each application. */
export interface PassClient {
  readonly session: Observable<ClientSession>;
  /** An authorizer for one player. Those that ask the same share one pass (but never one of mode `single-use`). */
  authorizer(request: PassRequest): Authorizer;
  /**
   * The pass for an asset: the one that is held, or a new one.
   *
   * @param options.minValidityMs Renews if less remains. If the backend gives no more, the best there is.
   * @throws {ClientError}
   */
  pass(
    request: PassRequest,
    options?: { readonly minValidityMs?: number; readonly signal?: AbortSignal },
  ): Promise<PlaybackPass>;
  /** Puts a pass in hand that the server rendered. Refused (`config`) in mode `single-use`. */
  prime(request: PassRequest, pass: PlaybackPass): void;
  /**
   * `fetch` with the credential of an asset's pass, for API calls. A URL that no rule matches goes out untouched. Redirects are errors
   * where a credential is attached. A 401 with `invalid_token` renews and sends again once if the body can be read again.
   */
  fetch(
    input: string | URL | Request,
    init: RequestInit & { readonly request: PassRequest },
  ): Promise<Response>;
  /** Drops everything at once, in flight and parked requests included. Final for the authorizers until `retry()`. */
  signOut(): void;
  /** Undoes everything. Idempotent. */
  dispose(): void;
}

/**
 * Makes a client.
 *
 * @throws {ClientError} `config`, naming the option.
 */
export declare function createPassClient(options: PassClientOptions): PassClient;
