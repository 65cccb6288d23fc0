import type { VendorApiOptions } from '@playgate/server';
import { createIbmClient, createIbmViewerTokens } from '@playgate/server/ibm';
import type { IbmViewerTokens } from '@playgate/server/ibm';
import type { SandboxAccess } from '../sandbox-access.ts';
import { createKeyPair } from './key-pair.ts';

/** The channel that is behind the hashlock. */
export const IBM_CHANNEL = 'channel:1001';

/** The video that opens by a token, once. */
export const IBM_VIDEO = 'video:2004';

/** What the vendor is told of our contents, and what we keep. */
export interface IbmContents {
  /** Of the channel's lock. */
  readonly lockSecret: string;
  /** Of the video. */
  readonly tokens: IbmViewerTokens;
}

/**
 * Locks the channel, and puts the video behind viewer authentication. An application does this once, by the command line; the sandbox
 * forgets when it ends.
 */
export async function guardIbmContents(
  { addresses, keys }: SandboxAccess,
  origin: string,
  { onCall }: Pick<VendorApiOptions, 'onCall'>,
): Promise<IbmContents> {
  const { clientId, clientSecret } = keys.ibm;
  const apiUrl = addresses.ibm;
  const api = createIbmClient({
    ...{ clientId, clientSecret, apiUrl, tokenUrl: `${addresses.ibm}/oauth2/token` },
    ...(onCall && { onCall }),
  });
  const lockSecret = crypto.randomUUID();
  const { signingKey, publicKey } = await createKeyPair();
  await api.hashLocks.set(IBM_CHANNEL, {
    url: `${origin}/ibm/entry`,
    secret: lockSecret,
    message: 'Sign in to watch this channel.',
    buttonCaption: 'To the entrance',
  });
  await api.viewerAuth.set(IBM_VIDEO, { authUrl: `${origin}/ibm/viewer`, publicKey });
  const tokens = createIbmViewerTokens({ signingKey, apiUrl, ...(onCall && { onCall }) });
  return { lockSecret, tokens };
}
