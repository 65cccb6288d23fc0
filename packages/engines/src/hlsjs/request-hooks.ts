import { absoluteUrl } from '@playgate/client/adapter';
import type { RequestGuard } from '@playgate/client/adapter';
import type { LoaderContext } from './hls.ts';

/** The hooks of hls.js by which requests can be changed before they go out. */
export interface RequestHooks {
  readonly xhrSetup: (xhr: XMLHttpRequest, url: string, context: object) => Promise<void>;
  readonly fetchSetup: (context: LoaderContext, init: RequestInit) => Promise<Request>;
}

/**
 * Guards what is sent, and runs the application's own hooks: what they open is what is authorized.
 *
 * @param settings The configuration with those hooks.
 * @param guardOf Gives the guard of the attempt that is made; none where no credential is wanted.
 */
export function hookRequests(
  settings: object,
  guardOf: () => RequestGuard | undefined,
): RequestHooks {
  return {
    async xhrSetup(xhr, url, context) {
      const theirs: unknown = Reflect.get(settings, 'xhrSetup');
      guardOf()?.xhr(xhr, absoluteUrl(url));
      if (typeof theirs === 'function') await theirs(xhr, url, context);
    },
    async fetchSetup(context, init) {
      const theirs: unknown = Reflect.get(settings, 'fetchSetup');
      const guard = guardOf();
      const request: unknown =
        typeof theirs === 'function' ? await theirs(context, init) : new Request(context.url, init);
      if (!(request instanceof Request)) throw new TypeError('fetchSetup must give a Request.');
      return guard?.request(request) ?? request;
    },
  };
}
