import { clientError } from './client-error.ts';
import type { Clock } from './clock.ts';
import { endpointSource } from './ask/endpoint-source.ts';
import { LONGEST_MS } from './keep/long-timer.ts';
import { compileUrlPrefix } from './place/match-url.ts';
import type { UrlMatcher } from './place/match-url.ts';
import type { PassClientOptions } from './pass-client-options.ts';
import type { PassSource } from './ask/pass-source.ts';

/**
 * Where passes come from.
 *
 * @throws {ClientError} `config`
 */
export function sourceOf(
  { endpoint, source }: PassClientOptions,
  fetch: typeof globalThis.fetch,
  clock: Clock,
): PassSource {
  if ((endpoint === undefined) === (source === undefined))
    throw clientError('config', 'endpoint, source: exactly one must be given.');
  return source ?? endpointSource(endpoint ?? '', { fetch, clock });
}

/**
 * An origin that a pass may name.
 *
 * @throws {ClientError} `config`
 */
export function compilePin(pin: string): UrlMatcher {
  try {
    return compileUrlPrefix(pin, 'pin');
  } catch (cause) {
    throw clientError('config', cause instanceof Error ? cause.message : 'pin', { cause });
  }
}

/**
 * A number above 0, and at most what timers take: beyond that they would fire at once.
 *
 * @throws {ClientError} `config`
 */
export function positive(
  options: PassClientOptions,
  name: 'timeoutMs' | 'deadlineMs' | 'cacheSize',
  byDefault: number,
): number {
  const value = options[name] ?? byDefault;
  if (value > 0) return Math.min(value, LONGEST_MS);
  throw clientError('config', `${name} must be a number above 0.`);
}
