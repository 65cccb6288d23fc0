import type { ReactNode } from 'react';
import { useAttempt } from '../../site/use-attempt.ts';

interface SignOutWaysProps {
  readonly onSignOut: (isEverywhere: boolean) => Promise<void>;
}

/** Here, which is all tabs of this browser; or everywhere. */
export function SignOutWays({ onSignOut }: SignOutWaysProps): ReactNode {
  const { attempt, isBusy, problem } = useAttempt();
  const leave = (isEverywhere: boolean): void => attempt(() => onSignOut(isEverywhere));
  return (
    <div className="sign-in-ways">
      <div className="way-buttons">
        <button type="button" className="way-button" disabled={isBusy} onClick={() => leave(false)}>
          <span className="way-name">Sign out here</span>
          <span className="way-note">In all tabs of this browser, at once.</span>
        </button>
        <button type="button" className="way-button" disabled={isBusy} onClick={() => leave(true)}>
          <span className="way-name">Sign out everywhere</span>
          <span className="way-note">At the authorization server, too.</span>
        </button>
      </div>
      <p className="sign-in-said alarm" role="status">
        {problem}
      </p>
    </div>
  );
}
