import type { PassRequestBody } from '@playgate/protocol';
import type { Audit } from '../audit-event.ts';
import { DEFAULT_LIFETIME_SECONDS, lifetimeOption } from '../mint/clamp-lifetime.ts';
import type { Clock } from '../clock.ts';
import type { Decision } from '../mint/decision.ts';
import { isPlainAsset } from './is-plain-asset.ts';
import { parseOrigins } from '../call/parse-origins.ts';
import { assertServer } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { systemClock } from '../system-clock.ts';
import type { Vendor } from '../vendor.ts';

/** What `decide` is told besides the request. */
export interface DecideContext {
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  readonly correlationId: string;
}

/**
 * The application's decision on one request: whether this viewer may watch that, and what to ask of the vendor.
 *
 * @param request The request, for its cookies or its `Authorization` header. Its body is already read.
 * @param asked What the browser asked for. Never who asks: find that out from the request.
 */
export type Decide = (
  request: Request,
  asked: PassRequestBody,
  context: DecideContext,
) => Decision | Promise<Decision>;

/** Options of `createPassHandler`. */
export interface PassHandlerOptions {
  readonly vendor: Vendor;
  /** Mandatory: there is no default yes. */
  readonly decide: Decide;
  /**
   * The origins whose pages may ask, exactly as browsers spell them, for example `https://app.example`. The handler's own origin must be
   * listed too. Pages of other listed origins are answered by CORS, with credentials.
   *
   * This list and the browser's `Sec-Fetch-Site` and `Origin` decide; `Host` and `X-Forwarded-*` are never read, so nothing needs to be
   * set behind a proxy that terminates TLS.
   */
  readonly origins: readonly string[];
  /** The longest a pass may last, in seconds. Default 3600, at most 86400. */
  readonly maxLifetimeSeconds?: number;
  /** The largest body, in bytes. Default 16384, at most 1048576. */
  readonly maxBodyBytes?: number;
  /** Which asset names are passed on to `decide`; others are answered 400. Default `isPlainAsset`. */
  readonly isAsset?: (asset: string) => boolean;
  readonly audit?: Audit;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Makes ids for passes and correlation. Default `crypto.randomUUID`. */
  readonly newId?: () => string;
}

/** The options, checked and complete. */
export type PassHandlerSettings = Required<PassHandlerOptions>;

const LARGEST_BODY = 1_048_576;

/** @throws {ServerError} `config`, naming the option. */
export function readPassHandlerOptions(options: PassHandlerOptions): PassHandlerSettings {
  assertServer('vendor');
  if (typeof options.decide !== 'function')
    throw new ServerError('config', 'decide is missing: the application must say who may watch.');
  if (typeof options.vendor?.mint !== 'function')
    throw new ServerError('config', 'vendor is missing: give one, such as catchTheShow({…}).');
  const maxBodyBytes = options.maxBodyBytes ?? 16_384;
  if (!(Number.isInteger(maxBodyBytes) && maxBodyBytes > 0 && maxBodyBytes <= LARGEST_BODY))
    throw new ServerError('config', `maxBodyBytes must be a whole number up to ${LARGEST_BODY}.`);
  return {
    vendor: options.vendor,
    decide: options.decide,
    origins: parseOrigins(options.origins, 'origins'),
    maxLifetimeSeconds: lifetimeOption(options.maxLifetimeSeconds, {
      name: 'maxLifetimeSeconds',
      standard: DEFAULT_LIFETIME_SECONDS,
    }),
    maxBodyBytes,
    isAsset: options.isAsset ?? isPlainAsset,
    audit: options.audit ?? (() => {}),
    clock: options.clock ?? systemClock,
    newId: options.newId ?? (() => crypto.randomUUID()),
  };
}
