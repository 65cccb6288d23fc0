import { ServerError } from '../server-error.ts';

/**
 * Lets only claims pass that name a video. A token without opens every video of the account to whoever takes it out of the browser.
 *
 * @throws {ServerError} `invalid_grant`
 */
export function assertBound(claims: Readonly<Record<string, unknown>>): void {
  if (claims['conid'] === undefined)
    throw new ServerError(
      'invalid_grant',
      'The token would open every video of the account: no call tells here which one a reference id is. Grant video:<id>, or give the claim conid; bindToVideo: false does without.',
    );
}
