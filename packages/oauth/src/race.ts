import type { Clock } from './clock.ts';
import { isOAuthError, OAuthError } from './oauth-error.ts';

/** Gives a promise up when a signal is aborted: with the error that is its reason, else `aborted`. What it stands for goes on. */
export async function race<T>(
  work: Promise<T>,
  ...signals: readonly (AbortSignal | undefined)[]
): Promise<T> {
  const undo: (() => void)[] = [];
  const given = new Promise<never>((_, reject) => {
    for (const signal of signals) {
      const stop = (): void => reject(reasonOf(signal));
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop);
      undo.push(() => signal?.removeEventListener('abort', stop));
    }
  });
  try {
    return await Promise.race([given, work]);
  } finally {
    for (const stop of undo) stop();
  }
}

const reasonOf = (signal: AbortSignal | undefined): OAuthError =>
  isOAuthError(signal?.reason) ? signal.reason : new OAuthError('aborted', 'The caller aborted.');

export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => clock.after(ms, resolve));
