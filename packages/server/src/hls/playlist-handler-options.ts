import type { ApiClock } from '../api/vendor-api.ts';
import type { AuditEvent } from '../audit-event.ts';
import { readPassHandlerOptions } from '../pass/pass-handler-options.ts';
import type { PassHandlerOptions, PassHandlerSettings } from '../pass/pass-handler-options.ts';
import { ServerError } from '../server-error.ts';
import { systemClock } from '../system-clock.ts';

/** Options of `createPlaylistHandler`. What `createPassHandler` takes besides means the same. */
export interface PlaylistHandlerOptions extends Omit<PassHandlerOptions, 'maxBodyBytes' | 'clock'> {
  /**
   * How long the media server may take, in milliseconds: until its playlist begins, and between any two pieces of it. Default 5000, at most
   * 60000. Where a player asks for a playlist that is not there yet (`_HLS_msn`), it is four times as long.
   */
  readonly timeoutMs?: number;
  /**
   * How long the media server may keep a player waiting for a playlist that has begun, all waits together, in milliseconds. Default 30000, at
   * most 300000. The time that the player takes to read is not counted.
   */
  readonly wholeTimeoutMs?: number;
  /** The longest playlist, in bytes. Default 10485760, which is the most. */
  readonly maxPlaylistBytes?: number;
  /**
   * What becomes of `X-ASSET-URI` and `X-ASSET-LIST` in date ranges, which are advertisements most of the time. Default `leave`: they get
   * nothing, and lead where they led; `place` treats them as all other URIs.
   */
  readonly dateRanges?: 'leave' | 'place';
  /**
   * Hears of a playlist that broke off after its head was sent, unless the caller went away: the event that `audit` heard, with the outcome
   * `failed` and the `ServerError`. What it throws takes the place of that error in the body's stream.
   */
  readonly onBroken?: (event: AuditEvent) => void;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
  /** Default: the system's. */
  readonly clock?: ApiClock;
}

/** The options, checked and complete. */
export type PlaylistHandlerSettings = Required<PlaylistHandlerOptions> &
  Omit<PassHandlerSettings, 'maxBodyBytes'>;

const LONGEST_TIMEOUT = 60_000;
const LONGEST_WHOLE_TIMEOUT = 300_000;
const LARGEST_PLAYLIST = 10_485_760;

/** @throws {ServerError} `config`, naming the option. */
export function readPlaylistHandlerOptions(
  options: PlaylistHandlerOptions,
): PlaylistHandlerSettings {
  const { dateRanges = 'leave', clock = systemClock } = options;
  if (dateRanges !== 'leave' && dateRanges !== 'place')
    throw new ServerError('config', 'dateRanges must be leave or place.');
  return {
    ...readPassHandlerOptions(options),
    ...{ dateRanges, clock },
    timeoutMs: wholeNumber(options.timeoutMs ?? 5000, 'timeoutMs', LONGEST_TIMEOUT),
    wholeTimeoutMs: wholeNumber(
      options.wholeTimeoutMs ?? 30_000,
      'wholeTimeoutMs',
      LONGEST_WHOLE_TIMEOUT,
    ),
    maxPlaylistBytes: wholeNumber(
      options.maxPlaylistBytes ?? LARGEST_PLAYLIST,
      'maxPlaylistBytes',
      LARGEST_PLAYLIST,
    ),
    onBroken: options.onBroken ?? (() => {}),
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  };
}

function wholeNumber(value: number, name: string, most: number): number {
  if (!(Number.isInteger(value) && value > 0 && value <= most))
    throw new ServerError('config', `${name} must be a whole number up to ${most}.`);
  return value;
}
