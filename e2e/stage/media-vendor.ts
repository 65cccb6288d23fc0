import type { ListenerName, Sandbox } from '@playgate/sandbox';
import type { Vendor } from '@playgate/server';
import type { VendorClock } from './vendor-clock.ts';

/** A vendor whose films play in our player, as the stage sets it up. */
export interface MediaVendor {
  /** In titles and, as the first part, in the assets that pages ask for. */
  readonly name: string;
  readonly listener: ListenerName;
  /** After how many milliseconds what plays is refused unless the pass is another one. */
  readonly lastsMs: number;
  /** How a playback goes on then: with another credential in place, or with another source. */
  readonly mends: 'refusal' | 'reload';
  /** Whether segments carry the credential, too. Others are signed by the edge. */
  readonly guardsSegments: boolean;
  /** What the player calls it when credentials are of another film. */
  readonly mixedUp: 'pass_refused' | 'media_forbidden';
  connect(sandbox: Sandbox, clock: VendorClock): Promise<ConnectedVendor>;
}

/** The same, connected to a sandbox. */
export interface ConnectedVendor {
  readonly vendor: Vendor;
  /** What is granted, and another one of the same account. */
  readonly film: string;
  readonly other: string;
}
