import type { ServerNote } from './record-note.ts';

const EVERY_MS = 400;
const AWAY_MS = 3000;

interface JournalEntry {
  readonly n: number;
  readonly atMs: number;
  readonly listener: string;
  readonly method: string;
  readonly path: string;
  readonly kind: string;
  readonly status: number;
}

/**
 * Follows what one of the sandbox's listeners notes about the media requests that reach it, until the returned function is called.
 * The demo's own doing: an application has no such thing, and the kit needs none.
 */
export function followJournal(listener: string, tell: (note: ServerNote) => void): () => void {
  const stop = new AbortController();
  /** The first look only finds out where the journal stands. */
  let after = Number.MAX_SAFE_INTEGER;
  const look = async (): Promise<void> => {
    const { entries, next } = await readJournal(after, stop.signal);
    for (const entry of entries)
      if (entry.listener === listener && entry.method === 'GET') tell(noteOf(entry));
    after = next;
  };
  const lookAgain = (delayMs: number): void => {
    if (stop.signal.aborted) return;
    setTimeout(() => {
      // While the sandbox is away there is nothing to draw; it is looked for less often until it is back.
      look().then(
        () => lookAgain(EVERY_MS),
        () => lookAgain(AWAY_MS),
      );
    }, delayMs);
  };
  lookAgain(0);
  return () => stop.abort();
}

/** The server's wall clock as a time of the page; a moved clock of the sandbox must not put a dot into another minute. */
function noteOf({ atMs, kind, path, status }: JournalEntry): ServerNote {
  const now = performance.now();
  const at = Math.min(now, Math.max(now - 2 * EVERY_MS, atMs - performance.timeOrigin));
  return { at, kind, path, status };
}

async function readJournal(
  after: number,
  signal: AbortSignal,
): Promise<{ readonly entries: readonly JournalEntry[]; readonly next: number }> {
  const response = await fetch(`/api/sandbox/journal?after=${after}`, { signal });
  if (!response.ok) throw new Error(`The journal answered ${response.status}.`);
  return response.json();
}
