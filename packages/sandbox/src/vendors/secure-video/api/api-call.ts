import type { JsonObject } from '../../../json-members.ts';

/** Who calls: a server that knows the secret key, or a page that knows the public identifier. */
export type Caller = 'server' | 'page';

/** One call of the API, admitted and read. */
export interface ApiCall {
  readonly caller: Caller;
  /** What follows the resource in the path; empty where nothing does. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** Empty where there is none. */
  readonly body: JsonObject;
  /** Where the hub is, since the login leads there. */
  readonly origin: string;
}

/** What a resource answers to each method. A method that is `planned` is answered 501, one that is absent 405. */
export type Resource = Readonly<
  Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', ((call: ApiCall) => Response) | 'planned'>>
>;
