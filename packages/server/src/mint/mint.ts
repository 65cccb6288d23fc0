import { formatPass, parsePass, ProtocolError } from '@playgate/protocol';
import type { EpochMs, PlaybackPass } from '@playgate/protocol';
import { clampLifetime } from './clamp-lifetime.ts';
import type { Deny, Interact, PlaybackGrant } from './decision.ts';
import { ServerError } from '../server-error.ts';
import type { MintedPass, Vendor } from '../vendor.ts';

/** Everything one mint needs besides the vendor and the grant. */
export interface MintOrder {
  readonly now: EpochMs;
  readonly maxLifetimeSeconds: number;
  readonly answer?: Readonly<Record<string, string>>;
  readonly fresh?: boolean;
  readonly signal: AbortSignal;
  readonly correlationId: string;
  readonly passId: string;
}

/** A complete pass. */
export interface Minted {
  readonly kind: 'minted';
  readonly pass: PlaybackPass;
}

const VIEWER = /^[\u0021-\u007e]{1,256}$/;

/** Has the vendor mint, and completes the pass: nothing a vendor returns makes it last longer than it may. */
export async function mint(
  vendor: Vendor,
  grant: PlaybackGrant,
  order: MintOrder,
): Promise<Minted | Deny | Interact> {
  const lifetimeSeconds = clampLifetime(grant.lifetimeSeconds, order.maxLifetimeSeconds);
  checkViewer(grant.viewer, "The grant's viewer");
  const { now, answer, fresh, signal, correlationId } = order;
  const made = await vendor.mint(grant, {
    now,
    lifetimeSeconds,
    signal,
    correlationId,
    ...(answer !== undefined && { answer }),
    ...(fresh !== undefined && { fresh }),
  });
  if (made.kind !== 'pass') return made;
  checkViewer(made.viewer, "The viewer whom the vendor names (a hashlock's first field)");
  return { kind: 'minted', pass: complete(made, grant, order, lifetimeSeconds) };
}

function complete(
  made: MintedPass,
  grant: PlaybackGrant,
  order: MintOrder,
  lifetimeSeconds: number,
): PlaybackPass {
  const subject = made.viewer ?? grant.viewer;
  const pass: PlaybackPass = {
    version: 1,
    id: order.passId,
    ...(subject !== undefined && { subject }),
    mode: made.mode ?? 'renewable',
    issuedAt: order.now,
    lifetimeMs: Math.min(made.lifetimeSeconds ?? lifetimeSeconds, lifetimeSeconds) * 1000,
    rules: made.rules,
    ...(made.source !== undefined && { source: made.source }),
  };
  return checkPass(pass);
}

/** The browser's own parser: a pass it would refuse is found here, where a developer can see which member is wrong. */
function checkPass(pass: PlaybackPass): PlaybackPass {
  try {
    parsePass(formatPass(pass));
    return pass;
  } catch (cause) {
    const member = cause instanceof ProtocolError ? cause.member : '';
    throw new ServerError(
      'invalid_pass',
      `The vendor made a pass that a browser would refuse: look at ${member || 'its shape'}.`,
      { cause },
    );
  }
}

function checkViewer(viewer: string | undefined, what: string): void {
  if (viewer !== undefined && (!VIEWER.test(viewer) || viewer.includes('@')))
    throw new ServerError(
      'invalid_grant',
      `${what} must be an opaque tag: 1 to 256 visible ASCII characters, never an e-mail address. Use an internal id.`,
    );
}
