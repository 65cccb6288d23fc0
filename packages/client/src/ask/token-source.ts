import type { BareToken, PassSource } from './pass-source.ts';

/**
 * Takes bare tokens from a getter that keeps them fresh itself, such as an OAuth client's.
 *
 * @param getToken Answers a usable token. If it says how many seconds remain, the token is renewed ahead, else when it is refused.
 *   `fresh`: the token that it gave for this film is of no use any more; it is `refused`, so that a getter which has another one by now,
 *   since another film's was refused before, gives that.
 */
export function tokenSource(
  getToken: (options: {
    readonly signal: AbortSignal;
    readonly fresh: boolean;
    readonly refused?: string;
  }) => Promise<string | BareToken>,
): PassSource {
  // A pass is asked for with the same request again and again.
  const given = new WeakMap<object, string>();
  return async (request, { signal, fresh }) => {
    const refused = fresh ? given.get(request) : undefined;
    const answer = await getToken({ signal, fresh, ...(refused !== undefined && { refused }) });
    const bare = typeof answer === 'string' ? { token: answer } : answer;
    given.set(request, bare.token);
    return bare;
  };
}
