import type { PassClient, PassRequest } from '@playgate/client';
import { attachIbmEmbed } from '@playgate/client/ibm-embed';
import type { IbmEmbedHandle, IbmEmbedOptions } from '@playgate/client/ibm-embed';
import { useMemo } from 'react';
import { createLease } from './core/lease.ts';
import { NOTHING } from './core/nothing.ts';
import { useObservable } from './use-observable.ts';
import { useStable } from './use-stable.ts';

/** What is to be shown: an address, or an asset of a client. */
export interface EmbedOrder {
  readonly src?: string | undefined;
  readonly asset?: string | undefined;
  readonly params?: PassRequest['params'] | undefined;
  readonly apiTargetOrigin?: string | undefined;
  readonly client?: PassClient | undefined;
}

/**
 * Attaches IBM's embed to a frame. StrictMode makes one attachment, not two, and so one pass; it is disposed of when the component leaves
 * or shows something else.
 *
 * @returns `undefined` on the server and during the first render.
 * @throws {ClientError} `config` for an address that is not absolute.
 */
export function useIbmEmbed(
  frame: HTMLIFrameElement | null,
  { client, src, asset, params, apiTargetOrigin }: EmbedOrder,
): IbmEmbedHandle | undefined {
  const order = useStable({ src, asset, params, apiTargetOrigin });
  const lease = useMemo(
    () =>
      frame === null
        ? NOTHING
        : createLease(() => attachIbmEmbed(frame, optionsOf({ ...order, client }))),
    [frame, client, order],
  );
  return useObservable<IbmEmbedHandle | undefined>(lease);
}

function optionsOf({ client, src, asset, params, apiTargetOrigin }: EmbedOrder): IbmEmbedOptions {
  const shared = apiTargetOrigin === undefined ? {} : { apiTargetOrigin };
  if (client === undefined || asset === undefined) return { src: src ?? '', ...shared };
  return { client, asset, ...(params && { params }), ...shared };
}
