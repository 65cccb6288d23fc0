import { createObservable, createPassClient } from '@playgate/client';
import type { Observable, PassClient } from '@playgate/client';
import { createRecorder } from '../panel/recorder.ts';
import type { Recorder } from '../panel/recorder.ts';
import { send } from '../site/send.ts';
import { accounts } from './accounts.ts';
import type { Account } from './accounts.ts';

/** Who is here, and what belongs to them alone: a client with its passes, and what is recorded of each film. */
export interface Visit {
  /** Goes up with every sign-in; what is keyed by it starts afresh. */
  readonly number: number;
  readonly viewer: Account | undefined;
  readonly client: PassClient;
  recorderOf(asset: string): Recorder;
}

const visits = createObservable<Visit | undefined>(undefined);

/** The visit now; `undefined` until the backend has said who is here. */
export const currentVisit: Observable<Visit | undefined> = visits;

/** Asks who is here, once, when the page opens. */
export async function beginVisit(): Promise<void> {
  const response = await fetch('/api/viewer');
  visits.set(startVisit(accountIn(await response.json())));
}

export async function signIn(account: Account): Promise<void> {
  await send('POST', '/api/sign-in', { account: account.id });
  visits.get()?.client.dispose();
  visits.set(startVisit(account));
}

/** Drops every pass at once, before the backend even knows. */
export async function signOut(): Promise<void> {
  const visit = visits.get();
  if (visit === undefined) return;
  visit.client.signOut();
  visits.set({ ...visit, viewer: undefined });
  await send('POST', '/api/sign-out');
}

function startVisit(viewer: Account | undefined): Visit {
  const recorders = new Map<string, Recorder>();
  const recorderOf = (asset: string): Recorder => {
    const recorder = recorders.get(asset) ?? createRecorder();
    recorders.set(asset, recorder);
    return recorder;
  };
  const client = createPassClient({
    endpoint: '/api/pass',
    onEvent: (event) => recorderOf(event.asset).hear(event),
  });
  return { number: (visits.get()?.number ?? 0) + 1, viewer, client, recorderOf };
}

function accountIn(answer: { readonly viewer?: string }): Account | undefined {
  return accounts.find((account) => account.id === answer.viewer);
}
