import type { ClientError, ClientErrorCode } from '../client-error.ts';
import type { AuthorizerPhase } from '../authorizer.ts';

/** Where errors lead. All others are final. */
const PHASES: Readonly<Partial<Record<ClientErrorCode, AuthorizerPhase>>> = {
  interaction_required: 'locked',
  unauthenticated: 'signed-out',
  signed_out: 'signed-out',
  placement_unsupported: 'unsupported',
};

/** Why no request goes out. */
export interface Stop {
  readonly phase: AuthorizerPhase;
  readonly error: ClientError;
  /** Whether nothing had been asked for yet. */
  readonly wasIdle: boolean;
}

export function stopOf(error: ClientError, wasIdle: boolean): Stop {
  return { phase: PHASES[error.code] ?? 'denied', error, wasIdle };
}
