import type { Fault, JournalEntry, Leak } from '@playgate/sandbox';
import type { StageBackend } from './backend.ts';

/** One sandbox and one application, and what a test may do to them. */
export interface Stage {
  /** Origin of the application: the test pages and their backend. */
  readonly app: string;
  /** Origins of the sandbox: the self-run media server, and one that nobody has named. */
  readonly origin: string;
  readonly foreign: string;
  readonly backend: StageBackend;
  /** The URL of an asset's manifest. An asset is `scheme/film`. */
  master(asset: string): string;
  /** Another asset, for a second player beside the first. */
  other(asset: string): string;
  /** Mints a media credential that outlives the test. */
  credential(asset: string): Promise<string>;
  /** Which credentials the foreign origin has received, in any encoding. */
  leaks(): Promise<readonly Leak[]>;
  /** The hashlock credential of a viewer, as the text of the `hash` parameter. */
  hash(viewer: string): Promise<string>;
  fault(fault: Fault): Promise<string>;
  heal(id: string): Promise<void>;
  /** Lets every media credential end now. */
  expire(): Promise<void>;
  moveClock(offsetMs: number): Promise<void>;
  /** Serves media playlists whose keys and segments are absolute URLs on the origins that `place` chooses. */
  rewritePlaylists(asset: string, place: (uri: string) => string): Promise<void>;
  /** Where the journal stands. */
  mark(): Promise<number>;
  journal(after?: number): Promise<readonly JournalEntry[]>;
  /** The GET requests of the self-run origin. */
  media(after?: number): Promise<readonly JournalEntry[]>;
  /** Waits until an asset's first refused request lies that far back. */
  untilRefusedFor(asset: string, milliseconds: number): Promise<void>;
}
