import type { Sandbox } from '@playgate/sandbox';
import type { StageBackend } from './backend.ts';

/** What the application is made of. */
export interface AppParts {
  readonly sandbox: Sandbox;
  readonly backend: StageBackend;
  /** The application's own origin. */
  readonly origin: string;
  readonly mint: (asset: string, lifetimeMs: number) => Promise<string>;
}
