import type { RefusalAction } from '@playgate/protocol';
import type { Sandbox } from '@playgate/sandbox';
import type { Vendor } from '../../src/vendor.ts';
import type { ManualClock } from '../api/manual-clock.ts';

/** A vendor whose films play in a browser, as the contract suite wants to know it. */
export interface ContractVendor {
  readonly name: string;
  /** Its entry of the package, such as `./mux`. */
  readonly entry: string;
  /** Further assets that must play: live streams, clear ones. */
  readonly alsoPlays?: readonly string[];
  readonly refusals: ContractRefusals;
  /** Makes the server's vendor for a stand-in that runs, and whatever it needs there. */
  setUp(world: ContractWorld): Promise<ContractSetUp>;
}

/** A sandbox and a backend on one clock, which stands still. */
export interface ContractWorld {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
}

export interface ContractSetUp {
  readonly vendor: Vendor;
  /** What is granted. */
  readonly asset: string;
  /** Another one of the same account. */
  readonly otherAsset: string;
  /** What the viewer brings back, where the vendor wants to be visited first. */
  readonly answer?: (viewer: string, asset: string) => Readonly<Record<string, string>>;
  /** Where the film begins. Default: the pass says it. */
  readonly manifest?: string;
  /** Finds the manifest's address on the page that the pass opens. Default: the pass opens the manifest. */
  readonly manifestOn?: (page: string) => string;
  /** Which request judges the credential. Default `manifest`. */
  readonly judgedAt?: 'manifest' | 'key';
  /** Spoils a credential as it is placed. Default: another letter near its end. */
  readonly tamper?: (value: string) => string;
  /** Ends what a viewer holds, and waits until that counts. */
  readonly revoke?: (viewer: string) => Promise<void>;
  /** Whether everybody else's ends with it. */
  readonly revokesAll?: boolean;
}

/** What is answered to each pass that is not good; the last two where the vendor has such a thing. */
export interface ContractRefusals {
  readonly missing: ExpectedRefusal;
  readonly wrongAsset: ExpectedRefusal;
  readonly tampered: ExpectedRefusal;
  readonly expired: ExpectedRefusal;
  readonly replayed?: ExpectedRefusal;
  readonly revoked?: ExpectedRefusal;
}

/** An answer as the vendor documents it or, where it is silent, as its docs page says that the stand-in gives it. */
export interface ExpectedRefusal {
  readonly status: number;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
  /** What the pass calls that status; `undefined` where no player sees it, because a page answers it. */
  readonly action: RefusalAction | undefined;
  /** Where a redirect leads, up to its query. */
  readonly location?: string;
}
