import type { Audit } from '../../audit-event.ts';
import type { Deny } from '../../mint/decision.ts';
import type { DecideContext } from '../../pass/pass-handler-options.ts';
import type { ConnectionOptions } from '../connect.ts';

/** One call that pages may have made. What is not named here does not pass: neither to the vendor nor back. */
export interface RelayedCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `apiUrl`; `{name}` stands for an id of 1 to 128 letters, digits, `_` and `-`: `/videos/{id}`. */
  readonly path: string;
  /** The query's parameters that are passed on, each at most 512 characters. Default none; others are answered 400. */
  readonly query?: readonly string[];
  /** The members of the JSON body that are passed on. Default none; others are answered 400. */
  readonly body?: readonly string[];
  /** The members of the answer that are handed back; `data.title` for a member of a member, in lists too. Default none. */
  readonly answer?: readonly string[];
}

/** What a page asks for. All of it comes from the browser; who asks does not: find that out from the request. */
export interface AskedCall {
  /** Its name in `calls`. */
  readonly name: string;
  /** The ids in its path, by name. */
  readonly ids: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Yes. */
export interface Permit {
  readonly kind: 'permit';
  /** Opaque tag of the viewer, for the audit and for usage counters. */
  readonly viewer?: string;
  /** Members of the body that the server knows better than the page, such as who asks. They win over what the page sent. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Says that a call may be passed on. */
export function permit(details: Omit<Permit, 'kind'> = {}): Permit {
  return { ...details, kind: 'permit' };
}

/** The application's decision on one call. What is neither `permit(…)` nor `deny(…)` is an error, never a yes. */
export type RelayDecide = (
  request: Request,
  asked: AskedCall,
  context: DecideContext,
) => Permit | Deny | Promise<Permit | Deny>;

/** Options of `createCatchTheShowRelay`. */
export interface CatchTheShowRelayOptions extends ConnectionOptions {
  /** The path at which the handler is mounted, such as `/api/show`; what follows it is the path of the call. */
  readonly mountedAt: string;
  /** The calls that may pass, by names of your own. */
  readonly calls: Readonly<Record<string, RelayedCall>>;
  /** Mandatory: there is no default yes. */
  readonly decide: RelayDecide;
  /** As in `createPassHandler`: the origins whose pages may ask. */
  readonly origins: readonly string[];
  /** The largest body of a page, in bytes. Default 16384, at most 1048576. */
  readonly maxBodyBytes?: number;
  /** The largest answer of the vendor, in bytes. Default 262144, at most 1048576. */
  readonly maxAnswerBytes?: number;
  /** Hears of every call, as in `createPassHandler`: `asked` is the call's name, `asset` the pattern of its path. */
  readonly audit?: Audit;
}
