import { useSession } from '@playgate/react';
import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { codeOf } from './code-of.ts';
import { explainSignIn } from './explain-sign-in.ts';
import { useSignIn } from './use-sign-in.ts';
import type { SignInAttempt, SignInStep } from './use-sign-in.ts';

/** By redirect or by popup, and how that goes. */
export function SignInWays(): ReactNode {
  const attempt = useSignIn();
  const { error } = useSession();
  const { step } = attempt;
  const popupButton = useFocusAfterWindow(step.phase);
  /** Why it did not work; else why nobody is signed in any more, where nobody asked for that. */
  const code = step.phase === 'failed' ? step.code : error && codeOf(error);
  const isIdle = step.phase === 'failed' || step.phase === 'idle';
  return (
    <div className="sign-in-ways">
      {step.phase === 'window' ? (
        <OpenWindow attempt={attempt} />
      ) : (
        <Buttons attempt={attempt} popupButton={popupButton} />
      )}
      <p className={isIdle ? 'sign-in-said alarm' : 'sign-in-said'} role="status">
        {step.phase === 'leaving' && 'On the way to the authorization server …'}
        {isIdle && code !== undefined && explainSignIn(code)}
      </p>
    </div>
  );
}

/** Whoever uses the keyboard goes on where the window was opened. */
function useFocusAfterWindow(phase: SignInStep['phase']): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const last = useRef(phase);
  useEffect(() => {
    if (last.current === 'window') button.current?.focus();
    last.current = phase;
  }, [phase]);
  return button;
}

interface ButtonsProps {
  readonly attempt: SignInAttempt;
  readonly popupButton: RefObject<HTMLButtonElement | null>;
}

function Buttons({ attempt, popupButton }: ButtonsProps): ReactNode {
  const { step, redirect, popup } = attempt;
  const isLeaving = step.phase === 'leaving';
  return (
    <div className="way-buttons">
      <button type="button" className="way-button" disabled={isLeaving} onClick={redirect}>
        <span className="way-name">Sign in by redirect</span>
        <span className="way-note">This page leaves, and comes back.</span>
      </button>
      <button
        ref={popupButton}
        type="button"
        className="way-button"
        disabled={isLeaving}
        onClick={popup}
      >
        <span className="way-name">Sign in by popup</span>
        <span className="way-note">This page stays, and so does a film.</span>
      </button>
    </div>
  );
}

function OpenWindow({ attempt }: { readonly attempt: SignInAttempt }): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div className="way-window">
      <p>
        <strong>A window is open.</strong> Sign in there; this page waits.
      </p>
      <button ref={button} type="button" className="button" onClick={attempt.cancel}>
        Give up
      </button>
    </div>
  );
}
