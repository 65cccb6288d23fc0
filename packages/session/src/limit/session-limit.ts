import { ServerError } from '@playgate/server';
import type { Deny } from '@playgate/server';

/** Who asks for something that is counted. */
export interface LimitedCall {
  readonly request: Request;
  /** Absent: nobody is signed in yet. */
  readonly viewer?: string;
}

/**
 * Says whether one more may be: a no, such as `createRateLimit` gives, or `undefined`.
 *
 * @throws {ServerError} `store_unavailable`: what cannot be counted is not let through.
 */
export type SessionLimit = (call: LimitedCall) => Deny | undefined | Promise<Deny | undefined>;

/**
 * Asks a limit. JavaScript callers may return anything; what is neither is never a yes.
 *
 * @throws {ServerError} `invalid_decision`
 */
export async function askLimit(limit: SessionLimit, call: LimitedCall): Promise<Deny | undefined> {
  const said = await limit(call);
  if (said === undefined || said?.kind === 'deny') return said;
  throw new ServerError('invalid_decision', 'limit must return deny(…) or undefined.');
}
