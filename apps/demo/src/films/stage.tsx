import { IbmEmbed, PlaygateProvider } from '@playgate/react';
import { ProtectedPlayer } from '@playgate/react/player';
import type { ReactNode } from 'react';
import { AccountChoice } from '../visit/account-choice.tsx';
import type { Visit } from '../visit/visit.ts';
import type { Film } from './films.ts';
import { useEmbedUrl } from './use-embed-url.ts';

interface StageProps {
  readonly film: Film;
  readonly visit: Visit | undefined;
}

/** Where the film is shown. Always 16 to 9, whatever is in it. */
export function Stage({ film, visit }: StageProps): ReactNode {
  return (
    <section id="stage" className="stage" aria-label={film.title} tabIndex={-1}>
      {visit !== undefined && <Showing film={film} visit={visit} />}
    </section>
  );
}

function Showing({ film, visit }: { readonly film: Film; readonly visit: Visit }): ReactNode {
  if (film.shown === 'embed') return <VendorPlayer title={film.title} />;
  if (film.needsViewer && visit.viewer === undefined && !visit.left) return <Door />;
  return (
    <PlaygateProvider client={visit.client}>
      <ProtectedPlayer asset={film.id} controls />
    </PlaygateProvider>
  );
}

/** Shown instead of a player when the site itself wants to know who is watching. */
function Door(): ReactNode {
  return (
    <div className="door">
      <h2>Who is watching?</h2>
      <p>This film is private. The demo has two accounts and no passwords.</p>
      <AccountChoice />
    </div>
  );
}

function VendorPlayer({ title }: { readonly title: string }): ReactNode {
  const url = useEmbedUrl();
  return url === undefined ? null : <IbmEmbed title={title} src={url} className="embed" />;
}
