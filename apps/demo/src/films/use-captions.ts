import type { PlayerTrack } from '@playgate/react/player';
import { useEffect, useState } from 'react';

const NONE: readonly PlayerTrack[] = [];

/** The caption tracks of a film, as the backend names them. A film without captions is still a film. */
export function useCaptions(asset: string): readonly PlayerTrack[] {
  const [tracks, setTracks] = useState(NONE);
  useEffect(() => {
    const stop = new AbortController();
    fetch(`/api/captions/${asset}`, { signal: stop.signal })
      .then((response) => response.json())
      .then(setTracks)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) console.warn('There are no captions.', error);
      });
    return () => stop.abort();
  }, [asset]);
  return tracks;
}
