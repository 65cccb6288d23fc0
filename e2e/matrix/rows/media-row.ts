import type { AuthorizerPhase, ClientErrorCode } from '@playgate/client';
import type { JournalEntry } from '@playgate/sandbox';
import type { EngineName } from '../drivers/driver.ts';
import type { MatrixPage } from '../harness/matrix-page.ts';
import type { DueFacts, Facts, Range } from '../harness/proof.ts';
import type { MatrixBackend } from '../stage/matrix-backend.ts';
import type { MatrixStage } from '../stage/start-matrix-stage.ts';

/** Where a row of media is played. */
export interface MediaScene {
  readonly stage: MatrixStage;
  readonly page: MatrixPage;
  readonly engine: EngineName;
  /** What was sent to the media server since the fault began. */
  media(): Promise<readonly JournalEntry[]>;
}

/** What a player comes to in which it does not play. */
export interface NamedState {
  readonly phase: AuthorizerPhase;
  readonly code: ClientErrorCode;
}

/** What befalls a film, and what must come of it. Times are real milliseconds. */
export interface MediaRow {
  readonly id: string;
  readonly title: string;
  /** Default `bearer/launch-film`. */
  readonly film?: string;
  readonly backend?: Partial<MatrixBackend>;
  /** Default: all but `native`. */
  readonly engines?: readonly EngineName[];
  /**
   * When it befalls: before the film is `opened`, or while it plays; then the viewer `seeks` to where nothing is buffered, or just
   * `watches`. Default `seeks`.
   */
  readonly when?: 'opened' | 'seeks' | 'watches';
  readonly fault: (stage: MatrixStage) => Promise<void>;
  /** What happens then. What it tells must be as `is` has it. */
  readonly meanwhile?: (scene: MediaScene) => Promise<Facts | undefined>;
  /** Goes on as if nothing had been, or comes to a named state. */
  readonly ends: 'plays on' | NamedState;
  /** How soon: the named state after the first failure, or the picture after the fault began. Default 5000. */
  readonly withinMs?: number;
  /** How many passes are asked for because of it. */
  readonly asks: Range;
  /** The most requests that fail, where that is not the wave in flight and two, or eight. */
  readonly failures?: number;
  /** How long the fault goes on after the named state; how soon the picture moves then. Default 0 and 6000. */
  readonly healsAfterMs?: number;
  readonly recoversInMs?: number;
  /** Why there is nothing to recover from. */
  readonly noRecovery?: string;
  /** How far the picture must move to be believed, in seconds. Default 1. */
  readonly moves?: number;
  /** Whether the engine may speak of errors that it gets over by itself. */
  readonly tells?: true;
  /** What else is seen at the end, and what must be. */
  readonly facts?: (scene: MediaScene) => Promise<Facts>;
  readonly is?: DueFacts;
  /** Whether the engine is measured without the kit, too. */
  readonly bare?: true;
}

export const DEFAULT_FILM = 'bearer/launch-film';
