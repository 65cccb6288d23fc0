import type { CliIo } from '../io.ts';

/** Where a configuration lies, and what it refers to. */
export interface ConfigPlace {
  /** For messages: `playgate.config.json`. */
  readonly path: string;
  /** Where its file names begin. */
  readonly folder: string;
  readonly env: CliIo['env'];
}
