import { clientError } from '../client-error.ts';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { LONGEST_MS } from '../keep/long-timer.ts';
import type { BackendSessionOptions } from './backend-session-options.ts';
import { returnPath } from './return-path.ts';
import { pageHere } from './session-page.ts';
import type { SessionPage } from './session-page.ts';
import { withoutPrototype } from '../without-prototype.ts';

/** Options, with what is left out filled in. */
export interface SessionSettings extends BackendSessionOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly here: SessionPage | undefined;
}

/** Any origin: whether a path leads away from one does not depend on which. */
const SOME_ORIGIN = 'https://app.invalid';

/**
 * Checks the options.
 *
 * @throws {ClientError} `config`, naming the option.
 */
export function readSessionOptions(given: BackendSessionOptions): SessionSettings {
  const options = withoutPrototype(given);
  const { timeoutMs = 10_000, popupPage } = options;
  for (const name of ['session', 'signIn', 'signOut'] as const)
    if (!options[name]) throw clientError('config', `${name}: the handler's address is missing.`);
  if (!(timeoutMs > 0)) throw clientError('config', 'timeoutMs must be a number above 0.');
  if (popupPage !== undefined && returnPath(popupPage, SOME_ORIGIN) === undefined)
    throw clientError('config', 'popupPage must be a path of this application.');
  return withoutPrototype({
    ...options,
    fetch: options.fetch ?? globalThis.fetch,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    here: options.page ?? pageHere(),
    timeoutMs: Math.min(timeoutMs, LONGEST_MS),
  });
}
