import {
  allowInsecureRequests,
  customFetch,
  protectedResourceRequest,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi';
import type { DpopKey } from './dpop/dpop-key.ts';
import type { OAuthSettings } from './oauth-options.ts';
import type { AccessToken } from './tokens/live-session.ts';
import type { TokenHolder } from './tokens/token-holder.ts';

interface Answer {
  readonly response: Response;
  /** The errors that a Bearer or DPoP challenge names, or what stands for them where another origin shows no challenge. */
  readonly errors: readonly (string | undefined)[];
}

/** `fetch` with the token, for the URLs that are listed. */
export function createFetch(
  { environment, carriesToken }: OAuthSettings,
  { take }: TokenHolder,
  dpopKey: () => Promise<DpopKey | undefined>,
): typeof globalThis.fetch {
  async function send(request: Request, { value, isBound }: AccessToken): Promise<Answer> {
    const key = isBound ? await dpopKey() : undefined;
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
          ...(key && { DPoP: key.handle }),
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

  /** Fails as `fetch` does where the caller aborts. */
  async function takeFor(signal: AbortSignal, not?: string): Promise<AccessToken | undefined> {
    try {
      return await take({ signal, not });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  }

  return async (input, init) => {
    const request = new Request(input, init);
    const { signal, headers } = request;
    const isOurs = carriesToken(request.url) && !headers.has('authorization');
    const token = isOurs ? await takeFor(signal) : undefined;
    if (!token) return environment.fetch(request);
    // A stream that the caller gave can be read once only; everything else can be read again.
    const isOnce = init?.body instanceof ReadableStream;

    const mayRepeat = ({ response, errors }: Answer, error: string): boolean =>
      !isOnce && response.status === 401 && errors.includes(error);
    const sendWith = async (held: AccessToken): Promise<Answer> => {
      const answer = await send(isOnce ? request : request.clone(), held);
      // Once: the nonce came with the refusal.
      return mayRepeat(answer, 'use_dpop_nonce') ? send(request.clone(), held) : answer;
    };
    const answer = await sendWith(token);
    if (!mayRepeat(answer, 'invalid_token')) return answer.response;
    const next = await takeFor(signal, token.value);
    return next ? (await sendWith(next)).response : answer.response;
  };
}
