/**
 * - `not_an_object`: the input is not a JSON object.
 * - `unsupported_version`: a version this code does not know.
 * - `unsupported_placement`: a placement kind this code does not know.
 * - `invalid_member`: a member is missing, of the wrong type or out of bounds; `member` names it.
 */
export type ProtocolErrorCode =
  'not_an_object' | 'unsupported_version' | 'unsupported_placement' | 'invalid_member';

/** The one error that the parsers of this package throw. Holds names of members, never their values. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;
  /** The path of the member at fault, for example `rules[0].match.urls`. Empty for the input as a whole. */
  readonly member: string;

  constructor(code: ProtocolErrorCode, member: string, message: string) {
    super(message);
    this.code = code;
    this.member = member;
  }
}
