/** What the application's backend does, as a test wants it. */
export interface StageBackend {
  /** Lifetime of passes, in milliseconds. */
  lifetimeMs: number;
  /** Lifetime of a hashlock credential, in seconds. */
  hashSeconds: number;
  /** How far the backend's clock is moved, in milliseconds; the sandbox's moves with it. */
  clockOffsetMs: number;
  /** Whether the pass endpoint drops its connections. */
  down: boolean;
}

export function defaultBackend(): StageBackend {
  return { lifetimeMs: 60_000, hashSeconds: 60, clockOffsetMs: 0, down: false };
}
