import type { EpochMs } from './epoch-ms.ts';

/** What a media request is for. The engine says it; a request that carries no label matches only rules without `kinds`. */
export type RequestKind =
  | 'manifest'
  | 'playlist'
  | 'segment'
  | 'init'
  | 'key'
  | 'license'
  | 'certificate'
  | 'track'
  | 'image'
  | 'steering'
  | 'timing'
  | 'api';

/** Where a credential goes on a request. The server says it; the browser only knows how to put it there. */
export type Placement =
  /** A request header, for example `Authorization: Bearer …`. The name must be one of `PLACEABLE_HEADERS` or start with `X-`. */
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  /** Query parameters. Names and values are put into the URL as they are: already encoded. */
  | { readonly kind: 'query'; readonly params: Readonly<Record<string, string>> }
  /** The credential is a cookie that the server has set: requests go with credentials. */
  | { readonly kind: 'cookie' }
  /** Nothing: pre-signed children, advertisements. */
  | { readonly kind: 'none' };

/**
 * What an edge means by a status.
 *
 * - `renew`: the pass is stale; get another and send the request again.
 * - `reload`: the whole source is stale (pre-signed children); open a new one at the same position.
 * - `deny`: final; stop and tell the viewer.
 * - `retry`: a passing trouble; send the same request again a little later.
 */
export type RefusalAction = 'renew' | 'reload' | 'deny' | 'retry';

/** Pairs a URL match with placements. The first rule that matches is the only one that counts. */
export interface PassRule {
  readonly match: {
    /**
     * URL prefixes: an https origin (http on loopback only), optionally a path that ends with `/`, or a whole URL path.
     * One leading host label may be a wildcard: `https://*.cdn.example/`.
     */
    readonly urls: readonly string[];
    /** The kinds of request the rule is for. Default: every request, labelled or not. */
    readonly kinds?: readonly RequestKind[];
  };
  readonly place: readonly Placement[];
  /** What this edge means by a status. Statuses not listed: 401 and 403 mean `renew`, all others are the player's own. */
  readonly refusals?: Readonly<Record<number, RefusalAction>>;
  /**
   * The edge promises never to redirect. Only then may a header other than `Authorization` go through an engine
   * that uses XMLHttpRequest, since browsers carry such a header across a redirect to another origin.
   */
  readonly redirects?: 'never';
}

/** What to play. Frozen for one playback; a reload brings another. */
export interface PlaybackSource {
  readonly src: string;
  /** Media type, for example `application/x-mpegURL`. Default: the engine works it out from the URL. */
  readonly type?: string;
  /** DRM configuration by key system name, handed to the engine as it is. */
  readonly keySystems?: Readonly<Record<string, unknown>>;
}

/**
 * - `renewable`: every media request carries the pass; it is renewed ahead of its end and replaced in place.
 * - `single-use`: opens something once. Never cached, prefetched or shared; a renewal is a new opening.
 */
export type PassMode = 'renewable' | 'single-use';

/** What opens a video: ordered rules that say where a credential goes, for how long, and optionally what to play. */
export interface PlaybackPass {
  readonly version: 1;
  /** Opaque tag of this pass, for logs and audits. Never a credential. */
  readonly id?: string;
  /** Opaque tag of the viewer. When it changes, everything held for the earlier viewer is dropped. */
  readonly subject?: string;
  readonly mode: PassMode;
  /** When the server made it, on the server's clock. Informative: lifetimes are counted from the request's start. */
  readonly issuedAt?: EpochMs;
  /** How long it lasts, in milliseconds, from `issuedAt`. Absent: until refused. */
  readonly lifetimeMs?: number;
  readonly rules: readonly PassRule[];
  readonly source?: PlaybackSource;
}

/** Header names, in lower case, that a placement may set besides those that start with `x-` (never `x-playgate`). */
export const PLACEABLE_HEADERS: readonly string[] = ['authorization', 'bcov-auth', 'dpop'];
