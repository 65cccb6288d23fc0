import { useEffect, useState } from 'react';

/** The address of the vendor's embed, which depends on the port the sandbox got. */
export function useEmbedUrl(): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    fetch('/api/embed', { signal: stop.signal })
      .then((response) => response.json())
      .then((answer: { readonly url: string }) => setUrl(answer.url))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      });
    return () => stop.abort();
  }, []);
  return url;
}
