import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';

/** A video visit, as far as its people may see it. */
export interface VideoVisit {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly people: readonly Person[];
}

export interface Person {
  readonly name: string;
  readonly isYou: boolean;
  readonly isHere: boolean;
}

/** The viewer's visits, or why they cannot be seen. */
export type Visits =
  | { readonly phase: 'looking' }
  | { readonly phase: 'here'; readonly visits: readonly VideoVisit[] }
  | { readonly phase: 'away'; readonly title: string; readonly correlationId?: string };

const state = createObservable<Visits>({ phase: 'looking' });

export const visitsState: Observable<Visits> = state;

/** Looks now, and whenever the viewer comes back to the page, until the returned function is called. */
export function followVisits(): () => void {
  const look = (): void => {
    // What goes wrong is in the state.
    if (!document.hidden) void lookForVisits();
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}

export async function lookForVisits(): Promise<void> {
  try {
    const response = await fetch('/api/visits');
    const answer = await response.json();
    state.set(response.ok ? { phase: 'here', ...answer } : { phase: 'away', ...answer });
  } catch {
    // Not even the backend answers; there is no reference then.
    state.set({ phase: 'away', title: 'The site cannot be reached. Try again later.' });
  }
}
