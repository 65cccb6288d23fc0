import { createPassClient } from '@playgate/client';
import type { ClientEvent, PassClient } from '@playgate/client';
import type { NaiveHeader, Running, SeenError } from '../../site/engines/engine.ts';
import type { EngineDriver, EngineName } from '../drivers/driver.ts';
import { spell } from './belongings.ts';

/** A film, and how it is played. */
export interface ShowOptions {
  readonly engine: EngineName;
  readonly asset: string;
  /** Absent: what the pass names. */
  readonly src?: string;
  /** Seconds of buffer that the engine aims at. */
  readonly buffer: number;
  /** Without the kit: the header that the application sets on every request. */
  readonly naive?: NaiveHeader;
  /** Which player, where there are several. Default `one`. */
  readonly id?: string;
}

/** What became of it. */
export interface Report {
  readonly time: number;
  readonly frames: number;
  /** Error events that the application saw, but for what the engine says anyhow: what names the reason. */
  readonly errors: readonly string[];
  /** Those after which the engine does nothing any more. */
  readonly fatal: number;
  readonly phase: string | undefined;
  readonly code: string | undefined;
  readonly retryable: boolean | undefined;
  /** When each phase began, in milliseconds on the page's clock. */
  readonly phases: readonly { readonly at: number; readonly phase: string }[];
  readonly events: readonly ClientEvent[];
  /** Every text of the errors. */
  readonly text: string;
}

interface Entry {
  readonly video: HTMLVideoElement;
  readonly driver: EngineDriver;
  readonly running: Running;
  readonly client: PassClient;
  readonly events: readonly ClientEvent[];
  readonly errors: readonly SeenError[];
  readonly phases: readonly { readonly at: number; readonly phase: string }[];
}

const entries = new Map<string, Entry>();

const DRIVERS: Readonly<Record<EngineName, () => Promise<{ readonly driver: EngineDriver }>>> = {
  videojs: () => import('../drivers/videojs.ts'),
  hlsjs: () => import('../drivers/hlsjs.ts'),
  shaka: () => import('../drivers/shaka.ts'),
  dashjs: () => import('../drivers/dashjs.ts'),
  native: () => import('../drivers/native.ts'),
};

/** Puts a film on the page. */
export async function open(options: ShowOptions): Promise<void> {
  const { engine, asset, buffer, naive, id = 'one' } = options;
  const { driver } = await DRIVERS[engine]();
  const events: ClientEvent[] = [];
  const errors: SeenError[] = [];
  const phases: { readonly at: number; readonly phase: string }[] = [];
  const client = createPassClient({ endpoint: '/pass', onEvent: (event) => events.push(event) });
  const authorizer = naive ? undefined : client.authorizer({ asset });
  authorizer?.state.subscribe(() => {
    const { phase } = authorizer.state.get();
    if (phases.at(-1)?.phase !== phase) phases.push({ at: performance.now(), phase });
  });
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, crossOrigin: 'anonymous', width: 320 });
  document.body.append(video);
  const running = await driver.engine(video, {
    src: options.src ?? (await client.pass({ asset })).source?.src ?? '',
    buffer,
    ...(naive && { naive: () => naive }),
    ...(authorizer && { authorizer }),
    hook: (url) => url,
    onError: (error) => errors.push(error),
  });
  entries.set(id, { video, driver, running, client, events, errors, phases });
}

function get(id: string): Entry {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`No player ${id}.`);
  return entry;
}

/** How a film fares. */
export function report(id = 'one'): Report {
  const { video, driver, running, events, errors, phases } = get(id);
  const { phase, error } = running.protection?.state.get() ?? {};
  const seen = errors.filter(({ reason }) => !driver.own.includes(reason));
  return {
    time: video.currentTime,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    errors: seen.map(({ reason }) => reason),
    fatal: seen.filter((one) => one.fatal).length,
    ...{ phase, code: error?.code, retryable: error?.retryable },
    ...{ phases: [...phases], events: [...events] },
    text: [spell(error), spell(events), ...errors.map(({ text }) => text)].join('\n'),
  };
}

export const seek = (seconds: number, id = 'one'): void => {
  get(id).video.currentTime = seconds;
};

export const load = (src: string, id = 'one'): void => get(id).running.load(src);

export const retry = (id = 'one'): void => get(id).running.protection?.retry();

export const destroy = (id = 'one'): void => get(id).running.destroy();
