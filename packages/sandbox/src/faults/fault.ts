import type { ListenerName } from '../listener-name.ts';
import type { RequestKind } from '../http/request-kind.ts';
import type { Transport } from './transport.ts';

/** Which requests a fault befalls; what is left out means any. */
export interface FaultPlace {
  readonly listener?: ListenerName;
  readonly kind?: RequestKind;
  /** Source of a regular expression, tried against the path without the query. */
  readonly path?: string;
  /** A fault without a method spares preflights (`OPTIONS`). */
  readonly method?: string;
}

/** What happens instead of the answer. `cors: false` leaves out every CORS header, so a page sees a network error. */
export type FaultAction =
  /** A refusal with a JSON body. `status` default is 403. */
  | { readonly action: 'refuse'; readonly status?: number; readonly cors?: boolean }
  | {
      readonly action: 'status';
      readonly status: number;
      /** Text of the `Retry-After` header; a number means seconds. */
      readonly retryAfter?: string | number;
      /** Plain text. */
      readonly body?: string;
      readonly cors?: boolean;
    }
  /** The right answer, `ms` milliseconds late. */
  | { readonly action: 'delay'; readonly ms: number }
  /** 200 with a sign-in page in HTML, as a captive portal does. */
  | { readonly action: 'html' }
  /** The right headers, half of the body, then the connection is cut. */
  | { readonly action: 'truncate' }
  /** `to` is an absolute URL. `status` default is 302. */
  | { readonly action: 'redirect'; readonly to: string; readonly status?: number }
  /** The connection is cut before the answer. */
  | { readonly action: 'reset' }
  /** No answer, ever. */
  | { readonly action: 'hang' }
  /** The right answer, badly carried. */
  | ({ readonly action: 'transport' } & Transport);

/** A failure to be played: where, what, and for how long. */
export interface Fault {
  readonly where: FaultPlace;
  readonly do: FaultAction;
  /** How many of the first matching requests are spared. Default is 0. */
  readonly skip?: number;
  /** How many requests it befalls after that. Default is all. */
  readonly times?: number;
}

export interface ActiveFault extends Fault {
  readonly id: string;
  /** How many requests it has befallen. */
  readonly hits: number;
}
