import { useSession } from '@playgate/react';
import { useEffect, useRef, useState } from 'react';
import { codeOf } from './code-of.ts';

/** How far a sign-in is. */
export type SignInStep =
  | { readonly phase: 'idle' }
  /** The page is about to leave. */
  | { readonly phase: 'leaving' }
  /** A window is open. */
  | { readonly phase: 'window' }
  | { readonly phase: 'failed'; readonly code: string };

/** A sign-in with what there is to say of it. */
export interface SignInAttempt {
  readonly step: SignInStep;
  redirect(): void;
  popup(): void;
  /** Gives the window up. */
  cancel(): void;
}

/** Signs in with whatever keeps the session here. */
export function useSignIn(): SignInAttempt {
  const { signIn } = useSession();
  const [step, setStep] = useState<SignInStep>({ phase: 'idle' });
  const stop = useRef(new AbortController());
  useEffect(() => {
    // Whoever comes back by the browser's button finds the page as it was when it left.
    const back = ({ persisted }: PageTransitionEvent): void =>
      void (persisted && setStep({ phase: 'idle' }));
    addEventListener('pageshow', back);
    return () => {
      removeEventListener('pageshow', back);
      stop.current.abort();
    };
  }, []);
  const fail = (error: unknown): void => {
    const code = codeOf(error);
    setStep(code === 'aborted' ? { phase: 'idle' } : { phase: 'failed', code });
  };
  return {
    step,
    redirect() {
      setStep({ phase: 'leaving' });
      signIn.redirect().catch(fail);
    },
    popup() {
      stop.current = new AbortController();
      setStep({ phase: 'window' });
      signIn.popup({ signal: stop.current.signal }).then(() => setStep({ phase: 'idle' }), fail);
    },
    cancel: () => stop.current.abort(),
  };
}
