import type { EpochMs, PlaybackPass } from '@playgate/protocol';
import { DEFAULT_LIFETIME_SECONDS, lifetimeOption } from './clamp-lifetime.ts';
import type { PlaybackGrant } from './decision.ts';
import { mint } from './mint.ts';
import { assertServer } from '../secret/secret.ts';
import { ServerError } from '../server-error.ts';
import { systemClock } from '../system-clock.ts';
import type { Vendor } from '../vendor.ts';

/** Options of `mintPass`. */
export interface MintPassOptions {
  readonly vendor: Vendor;
  /** What the application decided. `mintPass` asks nobody: decide first. */
  readonly grant: PlaybackGrant;
  /** As in `createPassHandler`. Default 3600, at most 86400. */
  readonly maxLifetimeSeconds?: number;
  /** What the viewer brought back from an interaction. */
  readonly answer?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Default: the system's clock. */
  readonly now?: EpochMs;
  /** Makes ids, for the pass and the vendor's correlation. Default `crypto.randomUUID`. */
  readonly newId?: () => string;
}

/**
 * Mints a pass on the server, for a page that is rendered there: give `formatPass(pass)` to the page as its `initialPass`.
 * The page then holds a credential: send it with `Cache-Control: no-store`.
 *
 * @throws {ServerError} `denied`, `interaction_required`, `invalid_grant`, `invalid_pass`, `config`, `aborted`, or a `vendor_` code.
 */
export async function mintPass(options: MintPassOptions): Promise<PlaybackPass> {
  assertServer('vendor');
  const newId = options.newId ?? (() => crypto.randomUUID());
  const minted = await mint(options.vendor, options.grant, {
    now: options.now ?? systemClock.now(),
    maxLifetimeSeconds: lifetimeOption(options.maxLifetimeSeconds, {
      name: 'maxLifetimeSeconds',
      standard: DEFAULT_LIFETIME_SECONDS,
    }),
    signal: options.signal ?? new AbortController().signal,
    correlationId: newId(),
    passId: newId(),
    ...(options.answer !== undefined && { answer: options.answer }),
  });
  if (minted.kind === 'minted') return minted.pass;
  if (minted.kind === 'deny')
    throw new ServerError('denied', `No pass: ${minted.reason}. Render the page without one.`);
  throw new ServerError(
    'interaction_required',
    'The viewer must act first. Render the page without a pass; the player will ask.',
    { interaction: minted.interaction },
  );
}
