import { useEffect, useState } from 'react';

/** A live stream, as far as the relay lets it through. */
export type Stream = Readonly<Record<string, unknown>> & { readonly id: string };

/** The vendor's live streams: `undefined` until there is an answer, or the problem's status. */
export function useStreams(): readonly Stream[] | number | undefined {
  const [streams, setStreams] = useState<readonly Stream[] | number>();
  useEffect(() => {
    const stop = new AbortController();
    readStreams(stop.signal).then(setStreams, (error: unknown) => {
      if (!stop.signal.aborted) console.warn('The relay cannot be reached.', error);
    });
    return () => stop.abort();
  }, []);
  return streams;
}

async function readStreams(signal: AbortSignal): Promise<readonly Stream[] | number> {
  const response = await fetch('/api/show/live-streams', {
    signal,
    headers: { 'X-Playgate': '1' },
  });
  if (!response.ok) return response.status;
  const { data }: { readonly data: readonly Stream[] } = await response.json();
  return data;
}
