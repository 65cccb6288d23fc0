import type { Authorizer } from '@playgate/client';

/** A player whose requests go through the worker. */
export interface WorkerAttachment {
  readonly authorizer: Authorizer;
  /** The URL that the player has opened, with its credential. */
  readonly opened: () => string | undefined;
  /** Opens the source anew, when its URLs went stale. */
  readonly reload: () => void;
}

/** The service worker of this page, ready to put headers on what the browser loads by itself. */
export interface PlaygateWorker {
  /**
   * Answers for a player from now on. Where the passes of several name the same URL, the last one attached answers.
   *
   * @returns Ends that, with all that is on its way.
   */
  attach(attachment: WorkerAttachment): () => void;
  /** Answers no more. The worker stays registered. */
  dispose(): void;
}
