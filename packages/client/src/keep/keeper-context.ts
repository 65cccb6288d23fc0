import type { PassRequest, PlaybackPass } from '@playgate/protocol';
import type { ClientEvent } from '../client-event.ts';
import type { Clock } from '../clock.ts';
import type { AskContext } from '../ask/pass-source.ts';

/** Why a pass is asked for. */
export type AskReason = Extract<ClientEvent, { type: 'pass-asked' }>['reason'];

/** An event before its time and asset are put on. */
export type KeeperEvent = ClientEvent extends infer Event
  ? Event extends ClientEvent
    ? Omit<Event, 'at' | 'asset'>
    : never
  : never;

/** What keepers share. */
export interface KeeperContext<Keeper> {
  readonly clock: Clock;
  readonly random: () => number;
  readonly renewAhead: boolean;
  readonly timeoutMs: number;
  ask(request: PassRequest, context: AskContext): Promise<PlaybackPass>;
  emit(asset: string, event: KeeperEvent): void;
  /** A pass has come. */
  landed(keeper: Keeper, pass: PlaybackPass): void;
  /** Nobody follows this keeper any more. */
  released(keeper: Keeper): void;
}
