import type { ClientError, PassRequest } from '@playgate/client';
import type { CSSProperties, ReactNode } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import { BOX } from './core/box.ts';
import { embedUrl } from './core/embed-url.ts';
import { IDLE } from './core/idle.ts';
import { connectIbmPlayer } from './core/ibm-player-api.ts';
import type { IbmPlayerHandlers } from './core/ibm-player-api.ts';

import { useAsking } from './use-asking.ts';
import { useLatest } from './use-latest.ts';
import { useObservable } from './use-observable.ts';

interface FrameProps extends IbmPlayerHandlers {
  /** What a screen reader calls the frame. */
  readonly title: string;
  /** The page's origin, if the embed signs viewers in by redirects: the player then knows whom to tell of events. Default: not told. */
  readonly apiTargetOrigin?: string;
  /** What the frame may do. Default `autoplay; fullscreen`. */
  readonly allow?: string;
  readonly className?: string;
  /** Default: as wide as there is room, 16 to 9. */
  readonly style?: CSSProperties;
}

interface EmbedBySource extends FrameProps {
  /** The embed's address, as IBM shows it. A lock, if there is one, is then between IBM's page and your entry handler. */
  readonly src: string;
  readonly asset?: never;
}

interface EmbedByAsset extends FrameProps {
  readonly src?: never;
  /** What the viewer asked to watch: a pass, best one of mode `single-use`, brings the address. One for each mount. */
  readonly asset: string;
  readonly params?: PassRequest['params'];
  /** Why there is no pass, or none yet. */
  readonly onError?: (error: ClientError) => void;
  /** Shown until the address is known. */
  readonly fallback?: ReactNode;
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
  return props.src === undefined ? <AssetEmbed {...props} /> : <IbmFrame {...props} />;
}

function AssetEmbed(props: EmbedByAsset): ReactNode {
  const { asset, params, className, style, onError, fallback } = props;
  const authorizer = useAsking({ asset, ...(params && { params }) });
  const { phase, source, error } = useObservable(authorizer?.state ?? IDLE);
  // The source is frozen, and so is the address: a renewed pass would open the frame anew, and interrupt the viewer.
  const url = useMemo(() => source && authorizer?.apply(source.src).url, [source, authorizer]);
  const latest = useLatest(onError);
  useEffect(() => {
    if (error) latest.current?.(error);
  }, [error, latest]);
  // A pass without a source is an address that is wrong.
  if (url !== undefined || phase === 'authorized') return <IbmFrame {...props} src={url ?? ''} />;
  return (
    <div className={className} style={{ ...BOX, ...style }}>
      {fallback}
    </div>
  );
}

function IbmFrame(props: FrameProps & { readonly src: string }): ReactNode {
  const { title, src, apiTargetOrigin, allow, className, style } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useLatest(props);
  const url = embedUrl(src, apiTargetOrigin);
  useEffect(
    () => (frame.current ? connectIbmPlayer(frame.current, () => latest.current) : undefined),
    [url, latest],
  );
  return (
    <iframe
      ref={frame}
      title={title}
      src={url}
      allow={allow ?? 'autoplay; fullscreen'}
      referrerPolicy="no-referrer-when-downgrade"
      className={className}
      style={{ ...BOX, border: 0, ...style }}
    />
  );
}
