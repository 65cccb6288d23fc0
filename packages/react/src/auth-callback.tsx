import { systemClock } from '@playgate/client';
import type { SessionCallback } from '@playgate/client';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useLatest } from './use-latest.ts';
import { useSessionSource } from './use-session-source.ts';

/** A popup that is still there after that, in milliseconds, will stay. */
const CLOSES_WITHIN_MS = 2000;

export interface AuthCallbackProps {
  /** Called once, when the sign-in is done; in a popup only if it stays open. Default: goes on to `returnTo`, and takes this page out of the history. */
  readonly onDone?: (done: { readonly returnTo: string }) => void;
  /** Shown meanwhile, and until the page is left. Default: nothing. */
  readonly fallback?: ReactNode;
  /** Shows why nobody is signed in, for example an `OAuthError`. Default: it is thrown into the nearest error boundary. */
  readonly renderError?: (error: unknown) => ReactNode;
}

/**
 * The page that a sign-in comes back to. Answers it once, StrictMode included. A popup closes by itself; one that the browser keeps open
 * goes on after two seconds, as any page does. An address that answers nothing leads to `/`.
 *
 * @throws {ClientError} As `useSession`. What the sign-in ended with, unless there is `renderError`.
 */
export function AuthCallback({
  onDone = leave,
  fallback,
  renderError,
}: AuthCallbackProps): ReactNode {
  const source = useSessionSource();
  const latest = useLatest(onDone);
  const answer = useRef<Promise<SessionCallback | undefined>>(undefined);
  const [failure, setFailure] = useState<{ readonly cause: unknown }>();
  useEffect(() => {
    let isHere = true;
    answer.current ??= (async () => source.callback?.())();
    answer.current.then(
      (done) => {
        const goOn = (): void => {
          if (isHere) latest.current({ returnTo: done?.returnTo ?? '/' });
        };
        if (done?.status === 'relayed') systemClock.after(CLOSES_WITHIN_MS, goOn);
        else goOn();
      },
      (cause: unknown) => {
        if (isHere) setFailure({ cause });
      },
    );
    return () => void (isHere = false);
  }, [source, latest]);
  if (!failure) return fallback;
  if (!renderError) throw failure.cause;
  return renderError(failure.cause);
}

/** Whoever keeps the session has checked the path; an address that leads elsewhere all the same is not followed. */
function leave({ returnTo }: { readonly returnTo: string }): void {
  const url = new URL(returnTo, location.href);
  location.replace(url.origin === location.origin ? url.href : '/');
}
