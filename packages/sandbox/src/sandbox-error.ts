/** What went wrong when starting or commanding a sandbox. */
export type SandboxErrorCode =
  /** `NODE_ENV` is `production`: a sandbox opens every door it guards. */
  | 'production'
  /** A port is taken by another program. */
  | 'port_in_use'
  /** An option, or a command sent to the control API, is not what it should be. */
  | 'invalid_option'
  /** The control API did not answer, or answered with an error. */
  | 'control_failed';

/** The only error this package throws. Its message says what to do next. */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SandboxError';
    this.code = code;
  }
}
