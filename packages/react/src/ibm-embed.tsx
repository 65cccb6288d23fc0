import { createObservable } from '@playgate/client';
import type { ClientError, Observable, PassRequest } from '@playgate/client';
import type { CSSProperties, ReactNode } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import { BOX } from './core/box.ts';
import { embedUrl } from './core/embed-url.ts';
import { connectIbmPlayer } from './core/ibm-player-api.ts';
import type { IbmControls } from './core/ibm-player-api.ts';
import { createLease } from './core/lease.ts';
import { openEmbed } from './core/open-embed.ts';
import type { Opening } from './core/open-embed.ts';
import { useClient } from './use-client.ts';
import { useLatest } from './use-latest.ts';
import { useObservable } from './use-observable.ts';
import { useStable } from './use-stable.ts';

const ALLOW = 'autoplay; fullscreen; encrypted-media; picture-in-picture';
const CLOSED: Observable<Opening> = createObservable<Opening>({});

interface IbmFrameProps {
  /** What a screen reader calls the frame. */
  readonly title: string;
  /** The page's origin, if the embed signs viewers in by redirects: the player then knows whom to tell of events. Default: not told. */
  readonly apiTargetOrigin?: string;
  /** What the frame may do. Default `autoplay; fullscreen; encrypted-media; picture-in-picture`. */
  readonly allow?: string;
  readonly className?: string;
  /** Default: as wide as there is room, 16 to 9. */
  readonly style?: CSSProperties;
  /** The player takes commands. */
  readonly onReady?: (controls: IbmControls) => void;
  /** An event of the player, for example `playing`, `finished`, `live`, `offline`. None of them tells of authentication. */
  readonly onEvent?: (name: string, value: unknown) => void;
}

interface EmbedBySource extends IbmFrameProps {
  /** The embed's address, as IBM shows it. A lock, if there is one, is then between IBM's page and your entry handler. */
  readonly src: string;
  readonly asset?: never;
}

interface EmbedByAsset extends IbmFrameProps {
  readonly src?: never;
  /** What the viewer asked to watch: a pass brings the address. One pass for each mount. */
  readonly asset: string;
  readonly params?: PassRequest['params'];
  /** Why there is no pass. */
  readonly onError?: (error: ClientError) => void;
  /** Shown until the address is known. */
  readonly fallback?: ReactNode;
}

/** Give exactly one of `src` and `asset`. */
export type IbmEmbedProps = EmbedBySource | EmbedByAsset;

/**
 * IBM Video Streaming's own player, in a frame.
 *
 * @throws {ClientError} `config` if the address is not an absolute https URL.
 */
export function IbmEmbed(props: IbmEmbedProps): ReactNode {
  return props.src === undefined ? <AssetEmbed {...props} /> : <IbmFrame {...props} />;
}

function AssetEmbed({ asset, params, onError, fallback, ...rest }: EmbedByAsset): ReactNode {
  const client = useClient();
  const request = useStable({ asset, ...(params !== undefined && { params }) });
  const lease = useMemo(() => createLease(() => openEmbed(client, request)), [client, request]);
  const { url, error } = useObservable(useObservable(lease)?.opening ?? CLOSED);
  const latest = useLatest(onError);
  useEffect(() => {
    if (error !== undefined) latest.current?.(error);
  }, [error, latest]);
  if (url !== undefined) return <IbmFrame {...rest} src={url} />;
  return (
    <div className={rest.className} style={{ ...BOX, ...rest.style }}>
      {fallback}
    </div>
  );
}

function IbmFrame(props: IbmFrameProps & { readonly src: string }): ReactNode {
  const { title, src, apiTargetOrigin, allow = ALLOW, className, style } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useLatest(props);
  const url = embedUrl(src, apiTargetOrigin);
  useEffect(() => {
    if (frame.current === null) return undefined;
    return connectIbmPlayer(frame.current, {
      ready: (controls) => latest.current.onReady?.(controls),
      event: (name, value) => latest.current.onEvent?.(name, value),
    });
  }, [url, latest]);
  return (
    <iframe
      ref={frame}
      title={title}
      src={url}
      allow={allow}
      allowFullScreen
      referrerPolicy="no-referrer-when-downgrade"
      className={className}
      style={{ ...BOX, border: 0, ...style }}
    />
  );
}
