import type { ReactNode } from 'react';
import { Desk } from '../desk/desk.tsx';
import { Notes } from '../site/notes.tsx';
import { AccountChoice } from '../visit/account-choice.tsx';
import type { Visit } from '../visit/visit.ts';
import { VisitList } from './visit-list.tsx';
import { VisitTroubles } from './visit-troubles.tsx';

const STORY = [
  'SecureVideo is for video conferences: there is nothing to play here. The backend reads the list with its secret key, and leads you to the vendor’s pages by a link that is a credential, so it is in no list and no address of this site.',
  'When the vendor refuses the backend, you get one sentence and a reference. What the vendor said, and that somebody has to call its support, is on the operator’s desk under the same reference.',
];

/** Video visits: a list, and the ways into them. */
export function VisitsPage({ visit }: { readonly visit: Visit | undefined }): ReactNode {
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
            {visit !== undefined && <Inside key={visit.number} visit={visit} />}
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

function Inside({ visit }: { readonly visit: Visit }): ReactNode {
  if (visit.viewer !== undefined) return <VisitList viewer={visit.viewer} />;
  return (
    <>
      <h2>Who is visiting?</h2>
      <AccountChoice />
    </>
  );
}
