import { SignedIn } from '@playgate/react';
import { IbmEmbed } from '@playgate/react/ibm-embed';
import type { IbmEmbedHandle } from '@playgate/react/ibm-embed';
import { ProtectedPlayer } from '@playgate/react/player';
import type { VideojsPlayer } from '@playgate/videojs';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { openSignIn } from '../visit/open-sign-in.ts';
import { session } from '../visit/session.ts';
import type { Film } from './films.ts';
import { useCaptions } from './use-captions.ts';

/** Keys are asked for with every segment, so that the switch that refuses them shows at once. */
const PLAYER_OPTIONS = { html5: { vhs: { cacheEncryptionKeys: false } } };

/** Where the film is shown. Always 16 to 9, whatever is in it. */
export function Stage({ film }: { readonly film: Film }): ReactNode {
  return (
    <section id="content" className="stage" aria-label={film.title} tabIndex={-1}>
      {film.shown === 'player' && <FilmPlayer film={film} />}
      {film.shown === 'embed' && film.needsViewer !== true && <FilmEmbed film={film} />}
      {film.shown === 'embed' && film.needsViewer === true && (
        <SignedIn fallback={<Door />}>
          <FilmEmbed film={film} />
        </SignedIn>
      )}
    </section>
  );
}

/** It asks for a viewer itself, and goes on when somebody has signed in. */
function FilmPlayer({ film }: { readonly film: Film }): ReactNode {
  const player = useRef<VideojsPlayer | undefined>(undefined);
  const signIn = async (): Promise<void> => {
    await openSignIn();
    if (session.session.get().status === 'signed-in') void player.current?.play();
  };
  return (
    <ProtectedPlayer
      ref={player}
      asset={film.id}
      controls
      poster="/poster.svg"
      tracks={useCaptions(film.id)}
      options={PLAYER_OPTIONS}
      ui={{ title: film.title, signIn }}
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

/** Shown instead of a vendor's player, which would not know whom to ask. */
function Door(): ReactNode {
  return (
    <div className="door">
      <h2>Who is watching?</h2>
      <p>The vendor’s player opens with a token in your name.</p>
      <button type="button" className="door-button" onClick={() => void openSignIn()}>
        Sign in
      </button>
    </div>
  );
}
