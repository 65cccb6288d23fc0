import type {
  Interaction,
  PassRequest,
  PlaybackPass,
  PlaybackSource,
  RequestKind,
} from '@playgate/protocol';
import type { ClientError } from './client-error.ts';
import type { NativeRung } from './native-rung.ts';
import type { Observable } from './observable.ts';

/**
 * Where one playback stands.
 *
 * - `idle`: nothing was asked yet. · `authorizing`: the first pass is being fetched.
 * - `authorized`: a usable pass is held; renewals do not leave this phase.
 * - `waiting`: requests are parked until a pass comes. · `network`: as waiting, because the endpoint or the media cannot be reached.
 * - `locked`: the viewer must act; `interaction` says how. · `denied`: final until `retry()`. · `signed-out`.
 * - `unsupported`: the player here cannot place the credential.
 */
export type AuthorizerPhase =
  | 'idle'
  | 'authorizing'
  | 'authorized'
  | 'waiting'
  | 'network'
  | 'locked'
  | 'denied'
  | 'signed-out'
  | 'unsupported';

/** A snapshot. The same object until something a viewer could notice changes: renewals alone do not make a new one. */
export interface AuthorizerState {
  readonly phase: AuthorizerPhase;
  /** Present in `network`, `locked`, `denied`, `signed-out`, `unsupported`. */
  readonly error?: ClientError;
  /** Present in `locked`. */
  readonly interaction?: Interaction;
  /** What to play, once known. Frozen: a renewal never changes it, a reload may. */
  readonly source?: PlaybackSource;
}

/** A request with its credential in place. Open exactly this. */
export interface AuthorizedRequest {
  /** The URL to open. */
  readonly url: string;
  /** The URL that was asked for: what an engine should be told. */
  readonly original: string;
  readonly kind: RequestKind | undefined;
  /** Headers to set, names as the pass spells them. Empty when there are none. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether cookies go along. */
  readonly credentials: boolean;
  /** Which pass it carries: 1 for the first, and one more for each. 0 when no rule matched or the rule places nothing. */
  readonly generation: number;
  /**
   * How it may travel. `any`: XMLHttpRequest or fetch. `no-redirect`: only by fetch with `redirect: 'error'`, because the browser
   * would carry this header across a redirect.
   */
  readonly transport: 'any' | 'no-redirect';
}

/** A response that is not what the engine wanted. */
export interface Refusal {
  readonly request: AuthorizedRequest;
  /** HTTP status; 0 when there was none. */
  readonly status: number;
  /** Where the answer came from, after redirects. Empty as good as absent: it is not known. */
  readonly responseUrl?: string | undefined;
  /** The answer's Retry-After header, as text. */
  readonly retryAfter?: string | null | undefined;
  readonly signal?: AbortSignal;
}

/**
 * What to do about it.
 *
 * - `replay`: send again, through `apply` of `url` (the original URL, or where a redirect led).
 * - `surface`: not ours; give the engine the answer as it is.
 * - `reload`: open a new source at the same position; `reload()` brings it. The request itself is over.
 * - `stop`: final; the engine must not hear of it before the viewer does.
 */
export type Verdict =
  | { readonly action: 'replay'; readonly url: string }
  | { readonly action: 'surface' }
  | { readonly action: 'reload' }
  | { readonly action: 'stop'; readonly error: ClientError };

/** What the player here can do. Asked once, at set-up and after each source change. */
export interface PlayerAbilities {
  /** Whether requests pass through hooks at all (false: the browser loads the media natively). */
  readonly headers: boolean;
  /** What could place one instead, where this player cannot. The error names it. */
  readonly instead?: NativeRung;
}

/**
 * Stands between one player and the passes it needs. `apply` and `isFree` are synchronous and make no promise, no URL object and no
 * copy of a credential that outlives the request.
 */
export interface Authorizer {
  readonly request: PassRequest;
  readonly state: Observable<AuthorizerState>;
  /** The pass held now; changes with every renewal. */
  readonly pass: Observable<PlaybackPass | undefined>;

  /**
   * Waits until a request may go out: until a pass is held and usable, no sibling probes a new one, and, as long as requests of its
   * kind get no answer at all, until it is its turn to try. Starts the first fetch.
   *
   * @param options.url The request that waits. With it, a URL that no rule of the held pass matches does not wait.
   * @throws {ClientError} The terminal error in `denied`, `signed-out`, `unsupported`; `aborted`; `disposed`. It does not reject in
   *   `locked` or `network`: it waits.
   */
  ready(options?: {
    readonly url?: string;
    readonly kind?: RequestKind | undefined;
    readonly signal?: AbortSignal;
  }): Promise<void>;
  /** Whether `ready` with this URL would resolve at once. */
  isFree(url?: string, kind?: RequestKind): boolean;
  /**
   * Puts the credential on a URL. Pure and idempotent: applying it to its own result gives the same.
   * Default deny: a URL that no rule matches comes back as it is, with nothing attached.
   *
   * @param url An absolute URL.
   * @throws {ClientError} `url_not_canonical` when the URL's origin and path match nothing certain: userinfo, backslash, dot segments, control characters.
   */
  apply(url: string, kind?: RequestKind): AuthorizedRequest;
  /** Takes out of a URL what `apply` puts into it, for what engines and logs get to see. */
  clean(url: string): string;
  /**
   * Says that a request was refused, and waits for what to do about it. Siblings park meanwhile. At most one probe of a fresh pass is
   * under way; a fresh pass that is refused twice is final.
   */
  refused(refusal: Refusal): Promise<Verdict>;
  /**
   * Says that a request was answered well. Must be called for every request that `apply` gave a credential; of others it ends an
   * outage, if what they ask for was signed by the edge itself.
   *
   * @param responseUrl Where the answer came from. One that no rule of the pass matches is final: `redirect_refused`.
   * @param isWhole Whether all of it has come. Default `true`; `false` as soon as it begins well: it may still break off.
   * @returns `false` when the answer must not be used.
   */
  accepted(request: AuthorizedRequest, responseUrl?: string, isWhole?: boolean): boolean;
  /**
   * Asks for a pass with a new source, for `reload` verdicts and for pre-signed sources that went stale in a long pause.
   *
   * @throws {ClientError} as `ready`.
   */
  reload(options?: { readonly signal?: AbortSignal }): Promise<PlaybackSource>;
  /** Hands over what the viewer brought back from an interaction. Kept in memory, sent with every later ask, dropped when refused. */
  answer(answer: Readonly<Record<string, string>>): Promise<void>;
  /** Leaves `denied`, `locked`, `network`, `signed-out` or `unsupported` and asks again, at the viewer's wish. */
  retry(): void;
  /** Says what the player can do; a pass that needs more ends in `unsupported`. */
  setAbilities(abilities: PlayerAbilities): void;
  /** Undoes everything. Waiting callers reject with `disposed`. The pass itself stays with the client for others who use it. */
  dispose(): void;
}
