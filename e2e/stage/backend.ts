/** What the application's backend does, as a test wants it. */
export interface StageBackend {
  /** Lifetime of passes, in milliseconds. */
  lifetimeMs: number;
  /** Lifetime of a hashlock credential, in seconds. */
  hashSeconds: number;
  /** Whether the pass endpoint drops its connections. */
  down: boolean;
  /** Known values to mint instead of random ones, by asset. */
  readonly canaries: Map<string, string>;
}

export function defaultBackend(): StageBackend {
  return { lifetimeMs: 60_000, hashSeconds: 60, down: false, canaries: new Map() };
}
