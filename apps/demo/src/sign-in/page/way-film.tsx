import { useSession } from '@playgate/react';
import { ProtectedPlayer } from '@playgate/react/player';
import type { VideojsPlayer } from '@playgate/videojs';
import { useRef } from 'react';
import type { ReactNode } from 'react';

interface WayFilmProps {
  readonly asset: string;
  /** What to play, where no backend says it. */
  readonly src?: string;
}

const TITLE = 'Festival film';

/** A film at STAPI. Its player asks for a viewer itself, and goes on when somebody has signed in. */
export function WayFilm({ asset, src }: WayFilmProps): ReactNode {
  const player = useRef<VideojsPlayer | undefined>(undefined);
  const { signIn } = useSession();
  return (
    <div className="stage">
      <ProtectedPlayer
        ref={player}
        asset={asset}
        {...(src !== undefined && { src })}
        controls
        poster="/poster.svg"
        ui={{
          title: TITLE,
          async signIn() {
            await signIn.popup();
            void player.current?.play();
          },
        }}
      />
    </div>
  );
}
