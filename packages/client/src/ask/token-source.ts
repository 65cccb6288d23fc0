import type { BareToken, PassSource } from './pass-source.ts';

/**
 * Takes bare tokens from a getter that keeps them fresh itself, such as an OAuth client's.
 *
 * @param getToken Answers a usable token. If it says how many seconds remain, the token is renewed ahead, else when it is refused.
 */
export function tokenSource(
  getToken: (options: {
    readonly signal: AbortSignal;
    readonly fresh: boolean;
  }) => Promise<string | BareToken>,
): PassSource {
  return async (_, { signal, fresh }) => {
    const token = await getToken({ signal, fresh });
    return typeof token === 'string' ? { token } : token;
  };
}
