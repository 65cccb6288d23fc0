import { memoryStore } from '@playgate/server';
import type { VendorApiOptions } from '@playgate/server';
import { createBrightcoveClient, createMintedTokens } from '@playgate/server/brightcove';
import type { BrightcoveClient, MintedTokens } from '@playgate/server/brightcove';
import type { SandboxAccess } from '../sandbox-access.ts';
import { createKeyPair } from './key-pair.ts';

/** Our account at Brightcove: what signs passes, and what an operator works with. */
export interface BrightcoveAccount {
  readonly signingKey: string;
  readonly management: BrightcoveClient;
  readonly mintedTokens: MintedTokens;
}

/** Makes a key pair and registers its public half. An application does that once, by the command line; the sandbox forgets when it ends. */
export async function openBrightcoveAccount(
  { addresses, keys }: SandboxAccess,
  { onCall }: Pick<VendorApiOptions, 'onCall'>,
): Promise<BrightcoveAccount> {
  const { accountId, clientId, clientSecret } = keys.brightcove;
  const { hostname } = new URL(addresses.brightcove);
  const management = createBrightcoveClient({
    accountId,
    clientId,
    clientSecret,
    apiUrl: `${addresses.brightcove}/v1`,
    tokenUrl: `${addresses.brightcove}/v4/access_token`,
    reportHosts: [hostname],
    ...(onCall && { onCall }),
  });
  const { signingKey } = await createKeyPair();
  await management.keys.register({ signingKey });
  const mintedTokens = createMintedTokens({
    store: memoryStore(),
    blacklist: management.blacklist,
  });
  return { signingKey, management, mintedTokens };
}
