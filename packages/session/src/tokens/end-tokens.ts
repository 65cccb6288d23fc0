import { Secret } from '@playgate/server';
import type { CallOptions, OAuthClient } from '@playgate/server/oauth';
import { OWN } from './access-order.ts';
import type { Metadata } from '../authorization/authorization-server.ts';
import { accessFor } from '../store/kept-tokens.ts';
import type { KeptTokens } from '../store/kept-tokens.ts';
import type { SessionEvent, SessionEventType } from '../session-event.ts';

/** How long somebody waits for the authorization server, in milliseconds. */
const WITHIN_MS = 5000;

export interface EndTokensParts {
  readonly server: Metadata;
  readonly oauth: Pick<OAuthClient, 'revokeToken'>;
  readonly tell: (
    type: SessionEventType,
    details: Pick<SessionEvent, 'viewer' | 'session' | 'error'>,
  ) => Promise<void>;
}

/** Whose they are, for the audit. */
export type Whose = Pick<SessionEvent, 'viewer' | 'session'> & Pick<CallOptions, 'correlationId'>;

/**
 * Ends tokens at the authorization server, where that can be: here they are forgotten already. If it fails, the audit hears of it.
 *
 * @see RFC 7009.
 */
export async function endTokens(
  token: Secret,
  whose: Whose,
  { server, oauth, tell }: EndTokensParts,
): Promise<void> {
  const { viewer, correlationId } = whose;
  try {
    if ((await server()).revocation_endpoint === undefined) return;
    await oauth.revokeToken(token, {
      withinMs: WITHIN_MS,
      ...(viewer !== undefined && { viewer }),
      ...(correlationId !== undefined && { correlationId }),
    });
  } catch (error) {
    await tell('revocation-failed', { ...whose, error });
  }
}

/** Ends those of a session: its refresh token, with which the others go. */
export async function endKeptTokens(
  tokens: KeptTokens,
  whose: Whose,
  parts: EndTokensParts,
): Promise<void> {
  const token = tokens.refreshToken ?? accessFor(tokens, OWN)?.token;
  if (token !== undefined) await endTokens(new Secret(token), whose, parts);
}
