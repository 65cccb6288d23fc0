import { IBM_CHANNEL } from './ibm-channel.ts';
import type { SandboxAccess } from './sandbox-access.ts';

/** What the vendor is to do with viewers of the channel. */
export interface ChannelLock {
  /** Where its player sends them. */
  readonly url: string;
  /** With what it checks what they bring back. */
  readonly secret: string;
}

/**
 * Locks the channel at the vendor. An application does this once, not at every start; the sandbox forgets when it ends.
 *
 * @see IBM Video Streaming, "Channel API": locks.
 */
export async function lockChannel(
  { addresses, keys }: SandboxAccess,
  lock: ChannelLock,
): Promise<void> {
  const basic = btoa(`${keys.ibm.clientId}:${keys.ibm.clientSecret}`);
  const signIn = await send('POST', `${addresses.ibm}/oauth2/token`, `Basic ${basic}`, {
    grant_type: 'client_credentials',
    client_id: keys.ibm.clientId,
  });
  const { access_token: accessToken }: { readonly access_token: string } = await signIn.json();
  const path = `/channels/${IBM_CHANNEL}/locks/hash/advanced.json`;
  await send('PUT', addresses.ibm + path, `Bearer ${accessToken}`, {
    ...lock,
    message: 'Sign in to watch this channel.',
    button_caption: 'To the entrance',
  });
}

async function send(
  method: string,
  url: string,
  authorization: string,
  form: Readonly<Record<string, string>>,
): Promise<Response> {
  const headers = { Authorization: authorization };
  const response = await fetch(url, { method, headers, body: new URLSearchParams(form) });
  if (!response.ok)
    throw new Error(`Locking the channel failed: the vendor answered ${response.status}.`);
  return response;
}
