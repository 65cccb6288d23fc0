import type { Clock } from '../clock.ts';
import type { OAuth } from '../oauth.ts';
import { OAuthError } from '../oauth-error.ts';
import type { SessionKeeper } from '../session-keeper.ts';
import type { OAuthSession } from '../session.ts';
import { leftOf } from './live-session.ts';
import type { TokenHolder } from './token-holder.ts';

/** Gives tokens away, to whoever keeps them. */
export function createBearer(
  { take }: TokenHolder,
  { session }: SessionKeeper,
  clock: Clock,
): OAuth['token'] {
  let given: string | undefined;
  return async ({ signal, fresh, refused = given } = {}) => {
    const token = await take({ signal, not: fresh ? refused : undefined, isToLast: true });
    if (!token) throw nobody(session.get());
    if (token.isBound)
      throw new OAuthError('token_bound', 'A token that is bound to a key is for fetch alone.');
    given = token.value;
    const leftMs = leftOf(token, clock);
    return { token: token.value, ...(leftMs < Infinity && { expiresIn: leftMs / 1000 }) };
  };
}

function nobody(session: OAuthSession): OAuthError {
  const why = session.status === 'signed-out' ? session.error : undefined;
  return why ?? new OAuthError('signed_out', 'Nobody is signed in.');
}
