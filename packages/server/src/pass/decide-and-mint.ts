import type { PassRequestBody } from '@playgate/protocol';
import type { AuditEvent } from '../audit-event.ts';
import type { Decision, Deny, Interact } from '../mint/decision.ts';
import { mint } from '../mint/mint.ts';
import type { Minted } from '../mint/mint.ts';
import type { PassHandlerSettings } from './pass-handler-options.ts';
import { ServerError } from '../server-error.ts';

/** What is known of a request so far, for the audit. */
export type Trail = { -readonly [Name in 'asked' | 'asset' | 'viewer']?: AuditEvent[Name] };

/** A request whose caller and shape are good. */
export interface Asking {
  readonly request: Request;
  readonly asked: PassRequestBody;
  readonly correlationId: string;
  readonly trail: Trail;
}

/** Asks the application, and has the vendor mint if it says yes. */
export async function decideAndMint(
  { request, asked, correlationId, trail }: Asking,
  settings: Pick<
    PassHandlerSettings,
    'vendor' | 'decide' | 'maxLifetimeSeconds' | 'clock' | 'newId'
  >,
): Promise<Minted | Deny | Interact> {
  trail.asked = asked.asset;
  const { signal } = request;
  const decision = checkDecision(await settings.decide(request, asked, { signal, correlationId }));
  if (decision.kind !== 'grant') {
    if (decision.kind === 'deny' && decision.viewer !== undefined) trail.viewer = decision.viewer;
    return decision;
  }
  const { grant } = decision;
  trail.asset = grant.asset;
  if (grant.viewer !== undefined) trail.viewer = grant.viewer;
  return mint(settings.vendor, grant, {
    now: settings.clock.now(),
    maxLifetimeSeconds: settings.maxLifetimeSeconds,
    signal,
    correlationId,
    passId: settings.newId(),
    ...(asked.answer !== undefined && { answer: asked.answer }),
    ...(asked.fresh !== undefined && { fresh: asked.fresh }),
  });
}

/** @throws {ServerError} `invalid_request` */
export function checkAsset(asset: string, isAsset: (asset: string) => boolean): void {
  if (!isAsset(asset))
    throw new ServerError(
      'invalid_request',
      'asset is not a name this server knows how to read. Ask by a plain one, as isAsset has it.',
    );
}

/** JavaScript callers may return anything; what is no decision is never a yes. */
function checkDecision(decision: Decision | undefined): Decision {
  if (decision?.kind === 'grant' || decision?.kind === 'deny' || decision?.kind === 'interact')
    return decision;
  throw new ServerError('invalid_decision', 'decide must return grant(…), deny(…) or interact(…).');
}
