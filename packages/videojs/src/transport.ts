import { absoluteUrl, isHttpUrl } from '@playgate/client/adapter';
import { classify } from './classify.ts';
import type { PlayerTech, VhsRequest, VhsXhr } from './player.ts';
import { sendThroughGate } from './request-facade.ts';
import type { FacadeContext } from './request-facade.ts';

/**
 * Puts a proxy around the function through which VHS makes its requests for the source it plays now. Hooks that the application adds
 * to the function stay on the function inside.
 *
 * @returns Takes it off again. Requests that wait go on as they are, or through the proxy that the next attachment puts there.
 */
export function installTransport(
  vhs: NonNullable<PlayerTech['vhs']>,
  source: string | undefined,
  context: Omit<FacadeContext, 'inner' | 'bare'>,
): () => void {
  const inner = vhs.xhr;
  let installed = true;
  const bare = (): VhsXhr => (installed ? inner : vhs.xhr);
  const xhr = new Proxy(inner, {
    apply(target, self, [options, callback]: Parameters<VhsXhr>): VhsRequest {
      const url = absoluteUrl(options.uri);
      if (!installed || !isHttpUrl(url)) return target.call(self, options, callback);
      const kind = classify(options, source);
      return sendThroughGate({ ...context, inner, bare }, options, callback, { url, kind });
    },
  });
  vhs.xhr = xhr;
  return () => {
    installed = false;
    // Whoever wrapped it after us keeps what they have: it leads through an idle proxy.
    if (vhs.xhr === xhr) vhs.xhr = inner;
  };
}
