import { useSession } from '@playgate/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useAttempt } from '../../site/use-attempt.ts';

interface VideoListProps {
  /** Asks for the titles. */
  readonly ask: () => Promise<readonly string[]>;
  /** Who asks, with what. */
  readonly hint: string;
}

/** The viewer's videos at STAPI: an API call with the viewer's token. */
export function VideoList({ ask, hint }: VideoListProps): ReactNode {
  const { status } = useSession();
  const [said, setSaid] = useState<string>();
  const { attempt, isBusy, problem } = useAttempt();
  const look = (): void =>
    attempt(async () => {
      const titles = await ask();
      setSaid(`${titles.length} videos: ${titles.join(', ')}`);
    });
  return (
    <div className="video-list">
      <button
        type="button"
        className="button"
        disabled={isBusy || status !== 'signed-in'}
        onClick={look}
      >
        List my videos
      </button>
      <p role="status">{problem ?? said ?? hint}</p>
    </div>
  );
}
