import type { PassRequest } from '@playgate/protocol';
import { askJson } from './ask-json.ts';
import { clientError } from '../client-error.ts';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { jwtLifetime } from './jwt-lifetime.ts';
import type { AskContext, BareToken, PassSource } from './pass-source.ts';
import { withoutPrototype } from '../without-prototype.ts';

/** The JSON object an endpoint answers. */
type Answer = Readonly<Record<string, unknown>>;

/** Options of `fetchSource`. */
export interface FetchSourceOptions {
  /** Default: `POST` with a body, `GET` without. */
  readonly method?: string;
  readonly headers?: HeadersInit;
  /** Makes what is sent as JSON. `fresh`: a held token was refused, and one from a cache is of no use. */
  readonly body?: (request: PassRequest, context: Pick<AskContext, 'fresh'>) => unknown;
  /** Finds the token in the answer. Anything but a text is `invalid_response`. */
  token(answer: Answer): unknown;
  /** Finds its lifetime in seconds. Default: what the token says of itself if it is a JWT, else until refused. */
  expiresIn?(answer: Answer): unknown;
  readonly credentials?: RequestCredentials;
  /** Default: the `fetch` of the page. */
  readonly fetch?: typeof globalThis.fetch;
  /** For a Retry-After that is a date. */
  readonly clock?: Clock;
}

/**
 * Asks an endpoint that exists already for a bare token. `createPassClient`'s `place` says where it goes.
 *
 * @param url Of the endpoint, or what makes it from the request.
 */
export function fetchSource(
  url: string | URL | ((request: PassRequest) => string | URL),
  given: FetchSourceOptions,
): PassSource {
  const options = withoutPrototype(given);
  const { body, credentials, fetch = globalThis.fetch, clock = systemClock } = options;
  return async (request, { signal, fresh }) => {
    const headers = new Headers(options.headers);
    if (body && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
    const init: RequestInit = {
      method: options.method ?? (body ? 'POST' : 'GET'),
      headers,
      signal,
      ...(body && { body: JSON.stringify(body(request, { fresh })) }),
      ...(credentials && { credentials }),
    };
    const target = typeof url === 'function' ? url(request) : url;
    return readToken(await askJson(fetch, target, init, clock), options);
  };
}

function readToken(answer: unknown, options: FetchSourceOptions): BareToken {
  try {
    if (!isAnswer(answer)) throw new TypeError('no object');
    const token = options.token(answer);
    const expiresIn = options.expiresIn?.(answer);
    if (typeof token !== 'string') throw new TypeError('no text');
    const lifetime = expiresIn ?? jwtLifetime(token);
    if (lifetime === undefined) return { token };
    if (typeof lifetime !== 'number') throw new TypeError('no number');
    return { token, expiresIn: lifetime };
  } catch (cause) {
    throw clientError('invalid_response', 'token() or expiresIn() does not fit the answer.', {
      cause,
    });
  }
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null;
}
