import { ClientError, createObservable, isClientError } from '@playgate/client';
import type { Observable, PassClient, PassRequest } from '@playgate/client';

/** An embed's address on its way: neither, then one of the two. */
export interface Opening {
  readonly url?: string;
  readonly error?: ClientError;
}

/** Asks for one pass and opens one address with it. */
export interface EmbedOpener {
  readonly opening: Observable<Opening>;
  dispose(): void;
}

/**
 * Asks for one pass and puts its credential on the address that its `source` names. Once: a new pass would be a new opening, and
 * interrupt the viewer.
 */
export function openEmbed(client: PassClient, request: PassRequest): EmbedOpener {
  const opening = createObservable<Opening>({});
  const authorizer = client.authorizer(request);
  const open = async (): Promise<void> => {
    await authorizer.ready();
    const src = authorizer.pass.get()?.source?.src;
    if (src === undefined) throw noSource();
    opening.set({ url: authorizer.apply(src).url });
  };
  void open()
    .catch((error: unknown) => opening.set({ error: asClientError(error) }))
    // The frame has what it needs: nothing is to be renewed for it.
    .finally(() => authorizer.dispose());
  return { opening, dispose: () => authorizer.dispose() };
}

function noSource(): ClientError {
  return new ClientError(
    'config',
    'The pass has no source, so there is nothing to embed. Let the backend name one, or give `src`.',
  );
}

function asClientError(error: unknown): ClientError {
  return isClientError(error)
    ? error
    : new ClientError('config', 'The embed could not be opened. See the cause.', { cause: error });
}
