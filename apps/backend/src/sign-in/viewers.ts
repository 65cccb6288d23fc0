import type { Session, Sessions } from '@playgate/session';
import { findAccount } from '../accounts.ts';
import type { Account } from '../accounts.ts';

/** Somebody who is signed in. */
export interface Viewer {
  readonly account: Account;
  readonly session: Pick<Session, 'viewerToken'>;
}

/** Who sent a request, as their session says; never as its body says. */
export type ViewerOf = (request: Request) => Promise<Viewer | undefined>;

/** Whoever is signed in at the authorization server and has no account here is nobody. */
export function viewersOf({ read }: Pick<Sessions, 'read'>): ViewerOf {
  return async (request) => {
    const session = await read(request);
    const account = findAccount(session?.viewer);
    return session && account && { account, session };
  };
}
