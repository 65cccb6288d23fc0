import type { Wanted } from './model-load.ts';
import { FILM_URL } from './film-url.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** Loads; gives what gives it up. */
export type Load = (wanted: Wanted) => () => void;

const TICK_MS = 250;
const SEGMENT_SECONDS = 4;
/** As video.js': seconds of buffer aimed at, what is kept of the past, and how long a quality is left alone that failed. */
const GOAL_SECONDS = 30;
const EXCLUDED_MS = 60_000;
const AGAIN_MS = 1000;
const PLAYLIST_TIMEOUT_MS = 45_000;
const SEGMENT_TIMEOUT_MS = 1.5 * SEGMENT_SECONDS * 1000;
const QUALITIES = 3;

/**
 * A player's engine, as far as requests go, after the one of video.js: a manifest, a playlist for each quality, a key with every segment, a
 * buffer that is filled ahead. A quality that fails is left for a minute; the lowest one has no timeout.
 */
export class ModelEngine {
  /** Of the film, in seconds. */
  position = 0;
  isPlaying = true;
  /** Whether the picture stands because nothing is there, not because of a seek. */
  isStalled = false;
  /** When the viewer last jumped to where nothing was loaded, in milliseconds of the world. */
  jumpedAt = -Infinity;
  /** Whether it has given up for good. */
  hasFailed = false;
  readonly #time: SimulatedTime;
  readonly #load: Load;
  /** Where the buffer begins and ends. */
  #from = 0;
  #to = 0;
  #isSeeking = true;
  #quality = 1;
  #isKnown = false;
  readonly #excludedUntil: number[] = Array.from({ length: QUALITIES }, () => 0);
  #loads: (() => void)[] = [];
  #pausedUntil = 0;
  #cancelTick = (): void => {};

  constructor(time: SimulatedTime, load: Load) {
    this.#time = time;
    this.#load = load;
  }

  /** Seconds. */
  get ahead(): number {
    return this.#to - this.position;
  }

  start(): void {
    this.#fetch('master.m3u8', 'manifest', PLAYLIST_TIMEOUT_MS, (isGood) => {
      if (isGood) this.#fetchPlaylist();
      else this.hasFailed = true;
    });
    this.#tick();
  }

  seek(to: number): void {
    this.position = Math.max(to, 0);
    if (this.position >= this.#from && this.position < this.#to) return;
    this.#from = Math.floor(this.position / SEGMENT_SECONDS) * SEGMENT_SECONDS;
    this.#to = this.#from;
    this.#isSeeking = true;
    this.jumpedAt = this.#time.world;
    if (this.#isKnown) this.#giveUp();
  }

  dispose(): void {
    this.#giveUp();
    this.#cancelTick();
  }

  #tick(): void {
    this.#cancelTick = this.#time.after(TICK_MS, () => this.#tick());
    if (this.#to > this.position) this.#isSeeking = false;
    this.isStalled = this.isPlaying && !this.#isSeeking && this.ahead < TICK_MS / 1000;
    if (this.isPlaying && this.ahead >= TICK_MS / 1000) this.position += TICK_MS / 1000;
    this.#from = Math.max(this.#from, this.position - GOAL_SECONDS);
    const isTime = this.#time.world >= this.#pausedUntil;
    if (this.#isKnown && isTime && this.#loads.length === 0 && this.ahead < GOAL_SECONDS)
      this.#fetchSegment();
  }

  #fetchPlaylist(): void {
    this.#isKnown = false;
    this.#fetch(`${this.#quality}/index.m3u8`, 'playlist', PLAYLIST_TIMEOUT_MS, (isGood) => {
      if (isGood) this.#isKnown = true;
      else this.#time.after(AGAIN_MS, () => this.#exclude());
    });
  }

  #fetchSegment(): void {
    const n = Math.round(this.#to / SEGMENT_SECONDS);
    const timeoutMs = this.#quality === 0 ? undefined : SEGMENT_TIMEOUT_MS;
    let left = 2;
    const done = (isGood: boolean): void => {
      if (!isGood) {
        this.#giveUp();
        this.#pausedUntil = this.#time.world + AGAIN_MS;
        this.#exclude();
      } else if (--left === 0) this.#to += SEGMENT_SECONDS;
    };
    this.#fetch('film.key', 'key', timeoutMs, done);
    this.#fetch(`${this.#quality}/${n}.ts`, 'segment', timeoutMs, done);
  }

  /** Leaves a quality for the best of the others, if there is one. */
  #exclude(): void {
    const { world } = this.#time;
    this.#excludedUntil[this.#quality] = world + EXCLUDED_MS;
    const free = this.#excludedUntil.findLastIndex((until) => until <= world);
    this.#quality = free < 0 ? 0 : free;
    this.#fetchPlaylist();
  }

  #fetch(
    path: string,
    kind: Wanted['kind'],
    timeoutMs: number | undefined,
    done: Wanted['done'],
  ): void {
    const giveUp = this.#load({
      ...{ url: FILM_URL + path, kind, timeoutMs },
      done: (isGood) => {
        this.#loads = this.#loads.filter((one) => one !== giveUp);
        done(isGood);
      },
    });
    this.#loads.push(giveUp);
  }

  #giveUp(): void {
    for (const giveUp of this.#loads.splice(0)) giveUp();
  }
}
