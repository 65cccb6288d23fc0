export interface SignOutOptions {
  /** Goes to the server's page, too, which ends its own session (OpenID Connect RP-Initiated Logout). Default false. */
  readonly redirect?: boolean;
}
