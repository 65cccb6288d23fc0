import type { FaultAction } from '@playgate/sandbox';
import type { Vendor } from '@playgate/server';
import type { DueFacts, Facts, Range } from '../harness/proof.ts';
import type { ServerStage, VendorName } from '../stage/server-stage.ts';

/** What came of a call. */
export interface Told {
  readonly facts: Facts;
  /** All that was said: headers and body, or an error. */
  readonly text: string;
}

/** What happens to a backend, and what must come of it. Times are virtual milliseconds. */
export interface ServerRow {
  readonly id: string;
  readonly title: string;
  /** Whose pass is asked for. Default Catch The Show's. */
  readonly vendor?: VendorName;
  /** What befalls the call in which the vendor mints. */
  readonly fault?: (stage: ServerStage) => FaultAction;
  /** Default: a page asks for a pass, as it should. */
  readonly play?: (stage: ServerStage, vendor: Vendor) => Promise<Told>;
  /** What the page is told: `status`, `code`, `retryAfter`, `tookMs`. */
  readonly is: DueFacts;
  /** How often the vendor is called. */
  readonly calls: Range;
  /** Why there is nothing to recover from. Absent: the next ask after the fault is answered by a pass. */
  readonly noRecovery?: string;
}
