import { useSession } from '@playgate/react';
import type { ReactNode } from 'react';
import { useViewer } from '../../visit/use-viewer.ts';

/** A name and what is to be said of it. */
export interface Fact {
  readonly name: string;
  readonly text: string;
}

interface WhoIsHereProps {
  readonly facts: readonly Fact[];
}

/** Who is signed in, and what is known of it. As tall without anybody. */
export function WhoIsHere({ facts }: WhoIsHereProps): ReactNode {
  const { status, error } = useSession();
  const isUnreachable = status === 'pending' && error !== undefined;
  const account = useViewer();
  return (
    <div className="who">
      <span className={`face face-${account?.id ?? 'nobody'}`} aria-hidden="true">
        {account?.name[0] ?? '?'}
      </span>
      <div>
        <p className="who-name" role="status">
          {SAID[status]}
          {status === 'signed-in' && (account?.name ?? 'somebody')}
        </p>
        <p className="who-note">{isUnreachable ? UNREACHABLE : (account?.note ?? NOTES[status])}</p>
      </div>
      <dl className="facts">
        {facts.map(({ name, text }) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{status === 'signed-in' ? text : '–'}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const SAID = {
  pending: 'Looking who is here …',
  'signed-in': 'Signed in as ',
  'signed-out': 'Nobody is signed in',
} as const;

const UNREACHABLE = 'The backend cannot be reached. It is asked again.';

const NOTES = {
  pending: 'The answer is on its way',
  'signed-in': 'unknown to this site',
  'signed-out': 'Ada has a ticket, Grace has none',
} as const;
