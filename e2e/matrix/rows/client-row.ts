import type { FaultAction } from '@playgate/sandbox';
import type { LabOptions } from '../page/lab.ts';
import type { LabStep } from '../page/matrix.ts';
import type { DueFacts, Range } from '../harness/proof.ts';
import type { MatrixStage } from '../stage/start-matrix-stage.ts';

/** What befalls an ask for a pass. */
export type AskFault = (stage: MatrixStage) => FaultAction;

/** Something that is done to a client, and how it stands then. Times are virtual milliseconds. */
export interface Act {
  /** What is looked at, for the report. */
  readonly of: string;
  /** What befalls asks from now on; `ends`: nothing any more. Default: as before. */
  readonly fault?: AskFault | 'ends';
  /** A client of its own, from here on. */
  readonly opens?: LabOptions;
  readonly does: readonly LabStep[];
  /** Whether it is done in another tab, to another client. How the first one stands is looked at for a second. */
  readonly inAnotherTab?: true;
  /** How many passes are asked for meanwhile. */
  readonly asks: Range;
  /** How it stands: see `factsOf`. */
  readonly is: DueFacts;
  /** That playback goes on by this act, and how soon. */
  readonly recoversInMs?: number;
}

/** What happens to a client, act by act. */
export interface ClientRow {
  readonly id: string;
  readonly title: string;
  readonly acts: readonly Act[];
  /** Where passes are asked for. Default `/pass`. */
  readonly endpoint?: ((stage: MatrixStage) => string) | undefined;
  /** How long passes live. Default a minute. */
  readonly lifetimeMs?: number;
  /** What the page is loaded without: names of globals, or of their members; `!` denies it rather than taking it away. */
  readonly without?: readonly string[];
  /** Why there is nothing to recover from. */
  readonly noRecovery?: string | undefined;
}
