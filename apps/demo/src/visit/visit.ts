import { createObservable } from '@playgate/client';
import type { Observable, PassClient } from '@playgate/client';
import { createRecorder } from '../panel/recorder.ts';
import type { Recorder } from '../panel/recorder.ts';
import { createViewerClient, session } from './session.ts';

/** What belongs to one viewer alone: a client with its passes, and what is recorded of each film. */
export interface Visit {
  /** Goes up when another viewer comes; what is keyed by it starts afresh. */
  readonly number: number;
  readonly client: PassClient;
  recorderOf(asset: string): Recorder;
}

const visits = createObservable(startVisit(1));

export const currentVisit: Observable<Visit> = visits;

/** Follows the session from now on. A player that waits for somebody stays, and goes on when they come; nothing stays for another. */
export function followViewers(): void {
  let last: string | undefined;
  const look = (): void => {
    const now = session.session.get();
    if (now.status !== 'signed-in' || now.subject === last) return;
    if (last !== undefined) {
      const { number, client } = visits.get();
      client.dispose();
      visits.set(startVisit(number + 1));
    }
    last = now.subject;
  };
  session.session.subscribe(look);
  look();
}

function startVisit(number: number): Visit {
  const recorders = new Map<string, Recorder>();
  const recorderOf = (asset: string): Recorder => {
    const recorder = recorders.get(asset) ?? createRecorder();
    recorders.set(asset, recorder);
    return recorder;
  };
  const client = createViewerClient((event) => recorderOf(event.asset).hear(event));
  return { number, client, recorderOf };
}
