import {
  allowInsecureRequests,
  customFetch,
  protectedResourceRequest,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi';
import type { DPoPHandle } from 'oauth4webapi';
import type { OAuthSettings } from '../oauth-options.ts';
import type { AccessToken } from '../tokens/live-session.ts';
import type { TokenHolder } from '../tokens/token-holder.ts';

interface Answer {
  readonly response: Response;
  /** The errors that a Bearer or DPoP challenge names, or what stands for them where another origin shows no challenge. */
  readonly errors: readonly (string | undefined)[];
}

/** `fetch` with the token, for the URLs that are listed. */
export function createFetch(
  { environment, carriesToken }: OAuthSettings,
  { take }: TokenHolder,
  dpop: () => Promise<DPoPHandle | undefined>,
): typeof globalThis.fetch {
  async function send(request: Request, { value, isBound }: AccessToken): Promise<Answer> {
    const handle = isBound ? await dpop() : undefined;
    const { url, method } = request;
    try {
      const response = await protectedResourceRequest(
        value,
        method,
        new URL(url),
        request.headers,
        null,
        {
          // Whoever must not have the token by http was sorted out before.
          [allowInsecureRequests]: true,
          [customFetch]: (_url, { headers }) =>
            environment.fetch(new Request(request, { headers, redirect: 'error' })),
          ...(handle && { DPoP: handle }),
        },
      );
      return { response, errors: response.status === 401 ? ['invalid_token'] : [] };
    } catch (error) {
      if (!(error instanceof WWWAuthenticateChallengeError)) throw error;
      const { response, cause } = error;
      const ours = cause.filter(({ scheme }) => scheme === 'bearer' || scheme === 'dpop');
      return { response, errors: ours.map(({ parameters }) => parameters['error']) };
    }
  }

  return async (input, init) => {
    const request = new Request(input, init);
    const { signal, headers } = request;
    const isOurs = carriesToken(request.url) && !headers.has('authorization');
    let token = isOurs ? await take({ signal }) : undefined;
    if (!token) return environment.fetch(request);
    // A stream that the caller gave can be read once only; everything else can be read again.
    const isOnce = init?.body instanceof ReadableStream;
    const copy = (): Request => (isOnce ? request : request.clone());
    let answer = await send(copy(), token);
    for (const error of ['use_dpop_nonce', 'invalid_token', 'use_dpop_nonce']) {
      if (isOnce || answer.response.status !== 401 || !answer.errors.includes(error)) continue;
      if (error === 'invalid_token') token = await take({ signal, not: token.value });
      if (!token) break;
      void answer.response.body?.cancel();
      answer = await send(copy(), token);
    }
    return answer.response;
  };
}
