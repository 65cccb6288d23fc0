import { None, processRevocationResponse, revocationRequest } from 'oauth4webapi';
import { isOAuthError } from '../oauth-error.ts';
import type { OAuthEvent } from '../oauth-event.ts';
import type { Server } from '../server/authorization-server.ts';

const TIMEOUT_MS = 5000;

/** Ends tokens at the server (RFC 7009), as far as it goes: it goes on when the page is left, and its failure is an event. */
export function createRevoke(server: Server, emit: (event: OAuthEvent) => void) {
  return async (token: string | undefined): Promise<void> => {
    if (token === undefined) return;
    try {
      if (!(await server.metadata()).revocation_endpoint) return;
      await server.talk(
        { timeoutMs: TIMEOUT_MS, keepalive: true },
        async ({ server: as, client, options }) =>
          processRevocationResponse(await revocationRequest(as, client, None(), token, options)),
      );
    } catch (error) {
      emit({
        type: 'revocation-failed',
        code: isOAuthError(error) ? error.code : 'oauth_error',
      });
    }
  };
}
