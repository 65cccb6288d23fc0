import type { ClientError } from '@playgate/client';
import type { EndHandler } from './protection.ts';

/** How one engine hears of the end. */
export interface EndListener {
  /** Whether it has a source: without one there is nothing to say yet. */
  isLoading(): boolean;
  stop(error: ClientError): void;
  /** Called after `stop`, when the end was none. */
  resume(): void;
}

/** Tells an engine of the end: once, and once more for each source that it opens all the same. */
export interface EndTeller extends EndHandler {
  /** It opens another source. */
  readonly begin: () => void;
  /** It goes on loading. */
  readonly look: () => void;
}

/** Makes one. */
export function createEndTeller(engine: EndListener): EndTeller {
  let end: ClientError | undefined;
  let isTold = false;
  const tell = (): void => {
    if (end === undefined || isTold || !engine.isLoading()) return;
    isTold = true;
    engine.stop(end);
  };
  return {
    look: tell,
    begin() {
      isTold = false;
      tell();
    },
    stop(error) {
      end = error;
      isTold = false;
      tell();
    },
    resume() {
      end = undefined;
      if (isTold) engine.resume();
      isTold = false;
    },
  };
}
