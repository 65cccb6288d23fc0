import { useObservable } from '@playgate/react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { Account } from '../visit/accounts.ts';
import { followVisits, lookForVisits, visitsState } from './visits.ts';
import type { Person, VideoVisit } from './visits.ts';

/** The viewer's visits, and the forms that lead to the vendor's pages. */
export function VisitList({ viewer }: { readonly viewer: Account }): ReactNode {
  const state = useObservable(visitsState);
  useEffect(followVisits, []);
  return (
    <>
      <div className="visit-list" aria-live="polite">
        {state.phase === 'looking' && <p>Looking…</p>}
        {state.phase === 'away' && (
          <div className="visit-away">
            <p>{state.title}</p>
            {state.correlationId !== undefined && (
              <p className="desk-note">
                Reference <code>{state.correlationId}</code>
              </p>
            )}
          </div>
        )}
        {state.phase === 'here' && (
          <ul>
            {state.visits.map((visit) => (
              <VisitRow key={visit.id} visit={visit} viewer={viewer} />
            ))}
          </ul>
        )}
      </div>
      <footer className="visit-ways">
        <form method="post" action="/visits/sign-in" target="_blank" rel="noopener">
          <button type="submit" className="button">
            Open my page at the vendor
          </button>
        </form>
        <button type="button" className="button button-quiet" onClick={() => void lookForVisits()}>
          Look again
        </button>
      </footer>
    </>
  );
}

interface VisitRowProps {
  readonly visit: VideoVisit;
  readonly viewer: Account;
}

function VisitRow({ visit, viewer }: VisitRowProps): ReactNode {
  const { id, atMs, people } = visit;
  return (
    <li className="visit">
      <div>
        <time dateTime={new Date(atMs).toISOString()}>{calendar.format(atMs)}</time>
        <ul className="visit-people">
          {people.map((person) => (
            <PersonName key={person.name} person={person} />
          ))}
        </ul>
      </div>
      <form method="post" action="/visits/join" target="_blank" rel="noopener">
        <input type="hidden" name="visit" value={id} />
        <button type="submit" className="button">
          Join as {viewer.name}
        </button>
      </form>
    </li>
  );
}

function PersonName({ person: { name, isYou, isHere } }: { readonly person: Person }): ReactNode {
  return (
    <li className={isHere ? 'person person-here' : 'person'}>
      {name}
      {isYou && ' (you)'}
      {isHere && ' came'}
    </li>
  );
}

const calendar = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
});
