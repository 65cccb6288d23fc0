import type { Gate } from '@playgate/client/adapter';
import { isGiven } from './give-source.ts';
import { openNatively } from './native-source.ts';
import { sourceOf, techOf } from './player.ts';
import type {
  PlayerTech,
  SourceHandler,
  SourceObject,
  TechOptions,
  VideojsPlayer,
} from './player.ts';
import type { FacadeContext } from './request-facade.ts';
import { isNative, watchSources } from './source-handler.ts';
import { installTransport } from './transport.ts';

/**
 * Gets between a player and its requests, for the source it has and those it will have.
 *
 * @returns Ends it.
 */
export function watchRequests(
  player: VideojsPlayer,
  context: Omit<FacadeContext, 'inner' | 'bare'>,
): () => void {
  const { authorizer, state } = context.gate;
  let uninstall: (() => void) | undefined;
  let ended = false;
  let seen = false;
  /** While a source is being opened. The player does not have its technology yet if that is made for this very source. */
  let opening: { readonly tech: PlayerTech; readonly source: SourceObject } | undefined;
  let { gate } = context;

  const install = (): void => {
    const tech = opening?.tech ?? techOf(player);
    uninstall?.();
    if (!tech?.vhs) return;
    const source = opening?.source ?? tech.currentSource_;
    uninstall = installTransport(tech.vhs, source?.src, { ...context, gate });
  };
  const openNative = (
    delegate: SourceHandler,
    source: SourceObject,
    tech: PlayerTech,
    options: TechOptions,
  ): { dispose(): void } => ({
    dispose: openNatively(context.gate, {
      source,
      expected: () => state.get().source?.src === source.src,
      open: (authorized) => void delegate.handleSource(authorized, tech, options),
      useCredentials: () => tech.setCrossOrigin?.('use-credentials'),
    }),
  });

  const unwatch = watchSources(player, {
    open(delegate, source, tech, options) {
      seen = true;
      if (isNative(delegate)) return openNative(delegate, source, tech, options);
      opening = { tech, source };
      const handler = delegate.handleSource(source, tech, options);
      opening = undefined;
      authorizer.setAbilities({ headers: Boolean(tech.vhs) });
      return handler;
    },
  });
  // VHS says so for each source, after it made the function and before it uses it.
  player.on('xhr-hooks-ready', install);
  // What plays still is the film of an attachment that this one replaces.
  if (isGiven(player)) gate = shut(gate);
  install();
  gate = context.gate;
  const before = sourceOf(player)?.src;
  player.ready(() => {
    if (!seen && !ended) openAgain(player, before);
  });
  return () => {
    ended = true;
    unwatch();
    player.off('xhr-hooks-ready', install);
    uninstall?.();
  };
}

/** Nothing goes through it, with the pass of another film or without one. */
function shut(gate: Gate): Gate {
  return { ...gate, isFree: () => false, pass: () => new Promise(() => {}) };
}

/** Opens a source again that was opened before anybody watched, and of which nothing has come. Another one is on its way already. */
function openAgain(player: VideojsPlayer, before: string | undefined): void {
  const source = sourceOf(player);
  // NETWORK_EMPTY and HAVE_NOTHING of HTMLMediaElement are 0.
  const isOpen = player.networkState() && !player.readyState();
  if (isOpen && source && source.src === before) player.src({ ...source });
}
