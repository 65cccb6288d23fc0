import type { DoctorContext } from '@playgate/server/doctor';

/** Where text goes: a stream of the process, or a test's. */
export interface Output {
  write(text: string): unknown;
  /** Whether people look at it as it is written. */
  readonly isTTY?: boolean;
  /** How wide it is. Default 80. */
  readonly columns?: number;
}

/** Where text comes from. */
export interface Input {
  /** Whether somebody types it. */
  readonly isTTY?: boolean;
  /** Reads it to its end. */
  read(): Promise<string>;
}

/** Everything of the world that a command may use, files aside. */
export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: Input;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative file names begin. */
  readonly cwd: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: DoctorContext['clock'];
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
