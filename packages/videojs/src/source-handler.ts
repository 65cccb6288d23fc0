import videojs from 'video.js';
import type {
  PlayerTech,
  SourceHandler,
  SourceHandlerTech,
  SourceObject,
  TechOptions,
  VideojsPlayer,
} from './player.ts';

/** What hears of a player's sources as they are opened. */
export interface SourceWatcher {
  /**
   * Opens a source.
   *
   * @param delegate The handler that would open it without us.
   * @returns What the technology keeps as its source handler.
   */
  open(
    delegate: SourceHandler,
    source: SourceObject,
    tech: PlayerTech,
    options: TechOptions,
  ): unknown;
}

const watchers = new Map<VideojsPlayer, SourceWatcher>();

/** Stands first in line for the sources of watched players, and has them opened by the handler that would have come first. */
const delegating: SourceHandler = {
  canPlayType: () => '',
  canHandleSource(source, options) {
    if (!watcherOf(options)) return '';
    return delegateFor(source, options)?.canHandleSource(source, options) ?? '';
  },
  handleSource(source, tech, options) {
    const delegate = delegateFor(source, options);
    return delegate && watcherOf(options)?.open(delegate, source, tech, options);
  },
};

/**
 * Watches the sources that a player opens.
 *
 * @returns Ends it.
 */
export function watchSources(player: VideojsPlayer, watcher: SourceWatcher): () => void {
  // Each time anew: somebody may have stepped in front.
  unregister();
  html5Tech()?.registerSourceHandler(delegating, 0);
  watchers.set(player, watcher);
  return () => {
    if (watchers.get(player) !== watcher) return;
    watchers.delete(player);
    if (watchers.size === 0) unregister();
  };
}

function unregister(): void {
  const handlers = html5Tech()?.sourceHandlers ?? [];
  const index = handlers.indexOf(delegating);
  if (index >= 0) handlers.splice(index, 1);
}

function watcherOf({ playerId }: TechOptions): SourceWatcher | undefined {
  const player = playerId === undefined ? undefined : videojs.getPlayer(playerId);
  return player && watchers.get(player);
}

function delegateFor(source: SourceObject, options: TechOptions): SourceHandler | undefined {
  return html5Tech()?.sourceHandlers?.find(
    (handler) => handler !== delegating && Boolean(handler.canHandleSource(source, options)),
  );
}

/** Whether a handler has the browser load the media by itself. */
export function isNative(handler: SourceHandler): boolean {
  return html5Tech()?.nativeSourceHandler === handler;
}

function html5Tech(): SourceHandlerTech | undefined {
  const tech: unknown = videojs.getTech('Html5');
  return isSourceHandlerTech(tech) ? tech : undefined;
}

function isSourceHandlerTech(value: unknown): value is SourceHandlerTech {
  return 'registerSourceHandler' in Object(value);
}
