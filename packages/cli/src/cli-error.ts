/** Why a command did not do what it was asked. Holds nothing that must not be seen. */
export type CliErrorCode = 'usage' | 'config' | 'problem';

/** The one error of this package. Every message says what to do next. */
export class CliError extends Error {
  override readonly name = 'PlaygateCliError';
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
