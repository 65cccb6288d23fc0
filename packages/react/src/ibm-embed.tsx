'use client';

import type { ClientError, PassClient, PassRequest } from '@playgate/client';
import type { IbmEmbedHandle } from '@playgate/client/ibm-embed';
import type { CSSProperties, HTMLAttributeReferrerPolicy, ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { BOX } from './core/box.ts';
import { IDLE } from './core/idle.ts';
import { useClient } from './use-client.ts';
import { useIbmEmbed } from './use-ibm-embed.ts';
import { useLatest } from './use-latest.ts';
import { useObservable } from './use-observable.ts';

interface EmbedProps {
  /** What a screen reader calls the frame. */
  readonly title: string;
  /** The origin that the player speaks to. Default: the page's. */
  readonly apiTargetOrigin?: string;
  /** What the frame may do. Default `autoplay; fullscreen`. */
  readonly allow?: string;
  /** What IBM is told of the page. Default `strict-origin-when-cross-origin`: its origin. */
  readonly referrerPolicy?: HTMLAttributeReferrerPolicy;
  readonly className?: string;
  /** Default: as wide as there is room, 16 to 9. */
  readonly style?: CSSProperties;
  /** Shown until the frame has its address. */
  readonly fallback?: ReactNode;
  /** The player takes commands: `embed.player.call('play')`. Called again when the frame loads again. */
  readonly onReady?: (embed: IbmEmbedHandle) => void;
  /**
   * An event of the player, for example `playing`, `finished`, `live`, `offline`, with whatever it carries. None of them tells of
   * authentication.
   */
  readonly onEvent?: (name: string, value: unknown) => void;
}

interface EmbedBySource extends EmbedProps {
  /** The embed's address, as IBM shows it. A lock, if there is one, is then between IBM's page and your entry handler. */
  readonly src: string;
  readonly asset?: never;
  readonly params?: never;
  readonly onError?: never;
}

interface EmbedByAsset extends EmbedProps {
  readonly src?: never;
  /** What the viewer asked to watch: a pass, best one of mode `single-use`, brings the address. One for each mount. */
  readonly asset: string;
  readonly params?: PassRequest['params'];
  /** Why there is no pass, or none yet. `embed.reload()` asks again. */
  readonly onError?: (error: ClientError, embed: IbmEmbedHandle) => void;
}

/** Give exactly one of `src` and `asset`. */
export type IbmEmbedProps = EmbedBySource | EmbedByAsset;

/**
 * IBM Video Streaming's own player, in a frame.
 *
 * @throws {ClientError} `config`, into the nearest error boundary: the address is not an absolute https URL; with `asset`, there is no
 *   `PlaygateProvider`, or the pass names no source.
 */
export function IbmEmbed(props: IbmEmbedProps): ReactNode {
  return props.src === undefined ? <AssetEmbed {...props} /> : <EmbedFrame {...props} />;
}

function AssetEmbed(props: EmbedByAsset): ReactNode {
  return <EmbedFrame {...props} client={useClient()} />;
}

function EmbedFrame(props: IbmEmbedProps & { readonly client?: PassClient }): ReactNode {
  const { title, allow, referrerPolicy, className, style, fallback } = props;
  const [frame, setFrame] = useState<HTMLIFrameElement | null>(null);
  const embed = useIbmEmbed(frame, props);
  const { source, error } = useObservable(embed?.state ?? IDLE);
  const latest = useLatest(props);
  useEffect(
    () =>
      embed?.player.listen((name, value) => {
        if (name === 'ready') latest.current.onReady?.(embed);
        else latest.current.onEvent?.(name, value);
      }),
    [embed, latest],
  );
  useEffect(() => {
    if (embed && error) latest.current.onError?.(error, embed);
  }, [embed, error, latest]);
  if (error?.code === 'config') throw error;
  return (
    <div className={className} style={{ ...BOX, ...style }}>
      <iframe
        ref={setFrame}
        title={title}
        allow={allow ?? 'autoplay; fullscreen'}
        referrerPolicy={referrerPolicy}
        hidden={source === undefined}
        style={FILL}
      />
      {source === undefined && fallback}
    </div>
  );
}

const FILL: CSSProperties = { width: '100%', height: '100%', border: 0 };

export type { IbmEmbedHandle, IbmPlayer } from '@playgate/client/ibm-embed';
