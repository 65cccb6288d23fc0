import { SignedIn, SignedOut } from '@playgate/react';
import type { ReactNode } from 'react';
import { Desk } from '../desk/desk.tsx';
import { Notes } from '../site/notes.tsx';
import { openSignIn } from '../visit/open-sign-in.ts';
import { useViewer } from '../visit/use-viewer.ts';
import { VisitList } from './visit-list.tsx';
import { VisitTroubles } from './visit-troubles.tsx';

const STORY = [
  'SecureVideo is for video conferences: there is nothing to play here. The backend reads the list with its secret key, and leads you to the vendor’s pages by a link that is a credential, so it is in no list and no address of this site.',
  'When the vendor refuses the backend, you get one sentence and a reference. What the vendor said, and that somebody has to call its support, is on the operator’s desk under the same reference.',
];

/** Video visits: a list, and the ways into them. */
export function VisitsPage(): ReactNode {
  return (
    <>
      <div className="columns">
        <div className="column">
          <section
            id="content"
            className="panel visits"
            aria-labelledby="visits-title"
            tabIndex={-1}
          >
            <h1 id="visits-title">Video visits</h1>
            <p className="desk-note">
              Appointments at SecureVideo, where people see each other. Yours only.
            </p>
            <SignedIn>
              <Inside />
            </SignedIn>
            <SignedOut>
              <h2>Who is visiting?</h2>
              <p>
                <button type="button" className="button" onClick={() => void openSignIn()}>
                  Sign in
                </button>
              </p>
            </SignedOut>
          </section>
        </div>
        <div className="column">
          <VisitTroubles />
          <Desk />
        </div>
      </div>
      <Notes title="Who sees what" paragraphs={STORY} />
    </>
  );
}

function Inside(): ReactNode {
  const viewer = useViewer();
  return viewer && <VisitList key={viewer.id} viewer={viewer} />;
}
