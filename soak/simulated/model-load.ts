import type { AuthorizedRequest, RequestKind } from '@playgate/client';
import { createRequestRun } from '@playgate/client/adapter';
import type { Gate } from '@playgate/client/adapter';
import type { ModelEdge } from './model-edge.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** What loads work with. */
export interface LoadParts {
  readonly gate: Gate;
  readonly edge: ModelEdge;
  readonly time: SimulatedTime;
}

/** What an engine wants loaded. */
export interface Wanted {
  readonly url: string;
  readonly kind: RequestKind;
  /** How long one try may take; absent: for ever. */
  readonly timeoutMs?: number | undefined;
  /** Called once. */
  readonly done: (isGood: boolean) => void;
}

/**
 * Loads as an engine's adapter does: through a request run, which waits for passes and sends again what was refused. The engine's own
 * timeout counts from each try, as that of video.js' XMLHttpRequests.
 *
 * @returns Gives it up.
 */
export function load({ gate, edge, time }: LoadParts, wanted: Wanted): () => void {
  const { url, kind, timeoutMs, done } = wanted;
  let letGo = (): void => {};
  const run = createRequestRun(
    gate,
    { url, kind },
    {
      send(authorize) {
        letGo();
        send(authorize(url));
      },
      sendBare: () => done(false),
      wait: () => letGo(),
      // Nothing here is signed beforehand.
      reload: () => done(false),
    },
  );
  const send = (request: AuthorizedRequest): void => {
    const giveUp = edge.open(request, {
      answered({ status, retryAfter }) {
        letGo();
        if (status === 200) {
          if (run.accepted(request, request.url)) done(true);
        } else void run.refused({ request, status, retryAfter }, () => done(false));
      },
      lost() {
        letGo();
        void run.refused({ request, status: 0 }, () => done(false));
      },
    });
    const late = (): void => {
      letGo();
      run.abort();
      done(false);
    };
    const cancelTimeout = timeoutMs === undefined ? () => {} : time.after(timeoutMs, late);
    letGo = () => {
      giveUp();
      cancelTimeout();
    };
  };
  run.start();
  return () => {
    run.abort();
    letGo();
  };
}
