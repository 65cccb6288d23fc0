import type { PassRequest, PlaybackPass } from '@playgate/protocol';
import type { Authorizer } from './authorizer.ts';
import type { Observable } from './observable.ts';

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
  /**
   * Fetches the pass of what is played next, in a playlist for example, so that it starts without a wait. Kept as long as it lasts, and not
   * renewed before somebody plays it. Does nothing unless the latest pass was of mode `renewable`: what opens something once is not asked
   * for ahead. What goes wrong shows when it is played.
   *
   * @throws {ClientError} `disposed`
   */
  prefetch(request: PassRequest): void;
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
  /**
   * Drops everything at once, in flight and parked requests included, in this tab and in all others of this origin. Final for the
   * authorizers until `retry()`.
   */
  signOut(): void;
  /** Undoes everything. Idempotent. */
  dispose(): void;
}
