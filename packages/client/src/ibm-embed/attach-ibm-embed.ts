import { ClientError, createObservable, isClientError, systemClock } from '@playgate/client';
import type { AuthorizerState, Clock, Observable, PassClient, PassRequest } from '@playgate/client';
import { showInFrame } from './embed-frame.ts';
import type { EmbedFrame, EmbedPage } from './embed-frame.ts';
import { embedUrl } from './embed-url.ts';
import { connectIbmPlayer } from './ibm-player.ts';
import type { IbmPlayer } from './ibm-player.ts';

interface EmbedSettings {
  /** The page's origin, for the player to speak to. Default: that of `page`. */
  readonly apiTargetOrigin?: string;
  /**
   * What IBM is told of the page that the frame is in. Default: what the frame's own attribute says, or else
   * `strict-origin-when-cross-origin`, the page's origin. IBM's examples have `no-referrer-when-downgrade`, which tells the page's whole
   * address, its query too: for a channel that is restricted to certain paths.
   */
  readonly referrerPolicy?: ReferrerPolicy;
  /** The `window` around the frame. Default: the one there is. */
  readonly page?: EmbedPage;
  readonly clock?: Clock;
}

interface EmbedBySource extends EmbedSettings {
  /** The embed's address, as IBM shows it. A lock, if there is one, is then between IBM's page and your entry handler. */
  readonly src: string;
  readonly asset?: never;
  readonly params?: never;
  readonly client?: never;
}

interface EmbedByAsset extends EmbedSettings {
  readonly src?: never;
  /** What the viewer asked to watch: a pass, best one of mode `single-use`, brings the address. One for each opening. */
  readonly asset: string;
  readonly params?: PassRequest['params'];
  readonly client: PassClient;
}

/** Options of `attachIbmEmbed`. Give `src`, or `client` and `asset`. */
export type IbmEmbedOptions = EmbedBySource | EmbedByAsset;

/** IBM's embed in a frame. */
export interface IbmEmbedHandle {
  /** Why it is not open, or not yet; `source` once it is. */
  readonly state: Observable<AuthorizerState>;
  readonly player: IbmPlayer;
  /**
   * Opens the embed anew, with a pass of its own: a token opens once. Also from a final state, at the viewer's wish.
   *
   * @throws {ClientError} What the state says then; `aborted`; `disposed`.
   */
  reload(options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** Undoes everything, and empties the frame. */
  dispose(): void;
}

/** What ends the embed that a frame has now. */
const owners = new WeakMap<object, () => void>();

/**
 * Shows IBM Video Streaming's own player in a frame of the page, and speaks its Player API. The frame's `src` is set here; so are `allow`
 * and `referrerpolicy` where the page says nothing else. A sign-out empties the frame. An embed that the frame had before is disposed of.
 *
 * @param frame An `<iframe>` without `src`.
 * @throws {ClientError} `config` for an address that is not absolute. With `asset`, what goes wrong is in the state.
 */
export function attachIbmEmbed<Frame extends EmbedFrame<Frame>>(
  frame: Frame,
  options: IbmEmbedOptions,
): IbmEmbedHandle {
  const { page = globalThis, clock = systemClock } = options;
  const { apiTargetOrigin = page.location.origin } = options;
  // Before anything is set up that would have to be undone.
  if (options.src !== undefined) embedUrl(options.src, apiTargetOrigin);
  owners.get(frame)?.();
  const connection = connectIbmPlayer(frame, { page, clock });
  frame.allow ||= 'autoplay; fullscreen';
  if (options.referrerPolicy !== undefined) frame.referrerPolicy = options.referrerPolicy;
  frame.referrerPolicy ||= 'strict-origin-when-cross-origin';
  const open = (src: string | undefined): void => {
    const url = src === undefined ? undefined : embedUrl(src, apiTargetOrigin);
    connection.moveTo(url);
    showInFrame(frame, url);
  };
  const opening =
    options.src === undefined ? openByAsset(options, open) : openBySource(options, open);
  const dispose = (): void => {
    opening.dispose();
    connection.dispose();
    if (owners.get(frame) !== dispose) return;
    owners.delete(frame);
    showInFrame(frame, undefined);
  };
  owners.set(frame, dispose);
  return { ...opening, player: connection.player, dispose };
}

/** How the frame comes to its address. */
type Opening = Omit<IbmEmbedHandle, 'player'>;

type Open = (src: string | undefined) => void;

function openBySource({ src }: EmbedBySource, open: Open): Opening {
  const isOpen: AuthorizerState = { phase: 'authorized', source: { src, type: 'text/html' } };
  let isDisposed = false;
  open(src);
  return {
    state: createObservable(isOpen),
    async reload() {
      if (isDisposed) throw new ClientError('disposed', 'The embed is disposed. Attach another.');
      open(src);
    },
    dispose: () => void (isDisposed = true),
  };
}

function openByAsset({ client, asset, params }: EmbedByAsset, open: Open): Opening {
  const authorizer = client.authorizer({ asset, ...(params && { params }) });
  const state = createObservable(authorizer.state.get());
  let opened: AuthorizerState['source'];
  const follow = (): void => {
    const now = authorizer.state.get();
    try {
      if (now.phase === 'authorized' && !now.source)
        throw new ClientError('config', 'The pass names no address to frame. Mend its source.');
      // A renewed pass has the same source, and does not open the frame anew: that would interrupt the viewer.
      if (now.source !== opened) {
        opened = now.source;
        open(opened && authorizer.apply(opened.src).url);
      }
      state.set(now);
    } catch (error) {
      if (!isClientError(error)) throw error;
      state.set({ phase: 'denied', error });
    }
  };
  const unsubscribe = authorizer.state.subscribe(follow);
  follow();
  // What goes wrong is in its state.
  authorizer.ready().catch(() => undefined);
  return {
    state,
    async reload(given) {
      if (authorizer.state.get().error) authorizer.retry();
      await authorizer.reload(given);
    },
    dispose() {
      unsubscribe();
      authorizer.dispose();
    },
  };
}
