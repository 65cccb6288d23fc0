import type { UrlPrefix } from '@playgate/protocol';
import type { Audit } from '../audit-event.ts';
import { lifetimeOption } from '../mint/clamp-lifetime.ts';
import type { Clock } from '../clock.ts';
import type { Deny } from '../mint/decision.ts';
import type { FramedVisitSettings } from '../answer/framed-visit.ts';
import { parseOrigins } from '../call/parse-origins.ts';
import { ServerError } from '../server-error.ts';
import { systemClock } from '../system-clock.ts';
import { parseUrlPrefixes, urlWithin } from '../url-prefixes.ts';
import { hashlockKey } from './hashlock-key.ts';
import type { HashlockKey, HashlockKeyOptions } from './hashlock-key.ts';
import type { HashlockValues } from './hashlock-values.ts';
import { HASHLOCK_LIFETIME_SECONDS } from './mint-hashlock.ts';

/** What the player says about the viewer's visit. From the URL: anybody can write it. */
export interface EntryVisit {
  /** `ustreamContentType`: lower-case letters, for example `channel` or `recorded`. */
  readonly contentType?: string;
  /** `ustreamContentId`: letters, digits, `_` and `-`. */
  readonly contentId?: string;
  /** The whole query, the application's own parameters included. */
  readonly query: URLSearchParams;
}

/** The viewer is signed in, and this is signed for them. */
export interface SignedIn {
  readonly kind: 'signed-in';
  /** The value of every declared field. */
  readonly values: HashlockValues;
}

/** Says that the viewer is signed in. */
export function signedIn(values: HashlockValues): SignedIn {
  return { kind: 'signed-in', values };
}

/**
 * The application's decision on one visit: the viewer is signed in, may not watch (`deny`, sent on as `hash=false`), or sees a page of
 * the application first: a `Response`, such as its sign-in page, shown in the frame as it is. When that page is done it must lead back to
 * the same URL, query included.
 */
export type DecideEntry = (
  request: Request,
  visit: EntryVisit,
  context: { readonly signal: AbortSignal; readonly correlationId: string },
) => SignedIn | Deny | Response | Promise<SignedIn | Deny | Response>;

/** Options of `createHashlockEntryHandler`. */
export interface HashlockEntryOptions extends HashlockKeyOptions {
  /** Mandatory: there is no default yes. */
  readonly decide: DecideEntry;
  /** Where the viewer goes back to unless `hashConsumer` names another allowed place. Absolute URL; always allowed, with any query. */
  readonly defaultReturn: string;
  /** Further places `hashConsumer` may name: URL prefixes, spelled as in a pass rule. */
  readonly returnTo?: readonly string[];
  /**
   * The origins of all pages around the frame that shows this handler's pages: the player's and those that embed it. Browsers check
   * every ancestor.
   */
  readonly framedBy: readonly string[];
  /** The longest a hashlock may last, in seconds. Default 300, at most 86400. */
  readonly maxLifetimeSeconds?: number;
  readonly audit?: Audit;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Makes correlation ids. Default `crypto.randomUUID`. */
  readonly newId?: () => string;
}

/** The options, checked and complete. */
export interface HashlockEntrySettings extends FramedVisitSettings {
  readonly key: HashlockKey;
  readonly decide: DecideEntry;
  readonly defaultReturn: string;
  readonly returnTo: readonly UrlPrefix[];
  readonly lifetimeSeconds: number;
}

/** @throws {ServerError} `config`, naming the option. */
export function readHashlockEntryOptions(options: HashlockEntryOptions): HashlockEntrySettings {
  if (typeof options.decide !== 'function')
    throw new ServerError(
      'config',
      'decide is missing: the application must say who is signed in.',
    );
  const { defaultReturn } = options;
  const withoutQuery = String(defaultReturn).replace(/[?#].*$/, '');
  const returnTo = [
    // Just that page, also where its path ends with a slash.
    ...parseUrlPrefixes([withoutQuery], 'defaultReturn').map((url) => ({ ...url, exact: true })),
    ...(options.returnTo === undefined ? [] : parseUrlPrefixes(options.returnTo, 'returnTo')),
  ];
  if (urlWithin(defaultReturn, returnTo) === undefined)
    throw new ServerError('config', 'defaultReturn must be an absolute URL in plain spelling.');
  return {
    vendor: 'hashlock-entry',
    key: hashlockKey(options),
    decide: options.decide,
    defaultReturn,
    returnTo,
    framedBy: parseOrigins(options.framedBy, 'framedBy'),
    lifetimeSeconds: lifetimeOption(options.maxLifetimeSeconds, {
      name: 'maxLifetimeSeconds',
      standard: HASHLOCK_LIFETIME_SECONDS,
    }),
    audit: options.audit ?? (() => {}),
    clock: options.clock ?? systemClock,
    newId: options.newId ?? (() => crypto.randomUUID()),
  };
}
