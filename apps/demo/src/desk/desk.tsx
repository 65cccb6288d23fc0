import { useObservable } from '@playgate/react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useAttempt } from '../site/use-attempt.ts';
import { deskState, followDesk, sitDown, standUp } from './desk-state.ts';
import { DeskLog } from './desk-log.tsx';
import { DeskUsage } from './desk-usage.tsx';

interface DeskProps {
  /** What can be done from here, beside reading. */
  readonly children?: ReactNode;
}

/** The operator's desk. In earnest it stands elsewhere, behind the operators' own sign-in. */
export function Desk({ children }: DeskProps): ReactNode {
  const desk = useObservable(deskState);
  const { attempt, problem } = useAttempt();
  useEffect(followDesk, []);
  return (
    <section className="board desk" aria-labelledby="desk-title">
      <header className="board-head">
        <h2 id="desk-title">Operator’s desk</h2>
        {desk?.isSeated === true && (
          <button type="button" className="button" onClick={() => attempt(standUp)}>
            Stand up
          </button>
        )}
      </header>
      {desk?.isSeated === true ? (
        <>
          {children}
          <DeskLog lines={desk.log} />
          <DeskUsage usage={desk.usage} />
        </>
      ) : (
        <>
          <p className="desk-note">
            Not for viewers: what is read and done here needs a seat of its own. This is a demo, so
            whoever asks gets it.
          </p>
          <button
            type="button"
            className="press"
            disabled={desk === undefined}
            onClick={() => attempt(sitDown)}
          >
            Take the operator’s seat
          </button>
        </>
      )}
      {problem !== undefined && (
        <p className="board-problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
