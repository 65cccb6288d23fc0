import { PlaygateProvider } from '@playgate/react';
import { IbmEmbed } from '@playgate/react/ibm-embed';
import type { IbmEmbedHandle } from '@playgate/react/ibm-embed';
import { ProtectedPlayer } from '@playgate/react/player';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { AccountChoice } from '../visit/account-choice.tsx';
import { openSignIn } from '../visit/open-sign-in.ts';
import type { Visit } from '../visit/visit.ts';
import type { Film } from './films.ts';
import { useCaptions } from './use-captions.ts';

/** Keys are asked for with every segment, so that the switch that refuses them shows at once. */
const PLAYER_OPTIONS = { html5: { vhs: { cacheEncryptionKeys: false } } };

interface StageProps {
  readonly film: Film;
  readonly visit: Visit | undefined;
}

/** Where the film is shown. Always 16 to 9, whatever is in it. */
export function Stage({ film, visit }: StageProps): ReactNode {
  return (
    <section id="content" className="stage" aria-label={film.title} tabIndex={-1}>
      {visit !== undefined && <Showing film={film} visit={visit} />}
    </section>
  );
}

function Showing({ film, visit }: { readonly film: Film; readonly visit: Visit }): ReactNode {
  /** A player that was there before the viewer left stays, and says so itself. */
  const [wasAdmitted] = useState(visit.viewer !== undefined);
  if (film.needsViewer && visit.viewer === undefined && !wasAdmitted) return <Door />;
  return (
    <PlaygateProvider client={visit.client}>
      {film.shown === 'embed' ? <FilmEmbed film={film} /> : <FilmPlayer film={film} />}
    </PlaygateProvider>
  );
}

function FilmPlayer({ film }: { readonly film: Film }): ReactNode {
  return (
    <ProtectedPlayer
      asset={film.id}
      controls
      poster="/poster.svg"
      tracks={useCaptions(film.id)}
      options={PLAYER_OPTIONS}
      ui={{ title: film.title, signIn: openSignIn }}
    />
  );
}

/** The vendor's own player. */
function FilmEmbed({ film }: { readonly film: Film }): ReactNode {
  const [refused, setRefused] = useState<IbmEmbedHandle>();
  const again = (embed: IbmEmbedHandle): void => {
    setRefused(undefined);
    // Should it fail again, `onError` says so.
    embed.reload().catch(() => undefined);
  };
  return (
    <IbmEmbed
      asset={film.id}
      title={film.title}
      onError={(_, embed) => setRefused(embed)}
      fallback={refused && <NoEntry onRetry={() => again(refused)} />}
    />
  );
}

function NoEntry({ onRetry }: { readonly onRetry: () => void }): ReactNode {
  return (
    <div className="door">
      <h2>You cannot watch this</h2>
      <p>The backend gives no pass: there is no ticket in your name, or it is down.</p>
      <button type="button" className="door-button" onClick={onRetry}>
        Try again
      </button>
    </div>
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
