import { isLoopbackHost } from '@playgate/protocol';
import { parseApiUrl } from '../api/parse-api-url.ts';
import { secret } from '../secret.ts';
import type { SecretInput } from '../secret.ts';
import { ServerError } from '../server-error.ts';

/** @throws {ServerError} `config` for a sandbox's secret that would go to a live address, and for one that is none. */
export function refuseSandboxSecret(clientSecret: SecretInput, tokenUrl: string): void {
  const text = secret(clientSecret, { name: 'clientSecret' }).reveal();
  const { hostname } = parseApiUrl(tokenUrl, 'tokenUrl');
  if (text.startsWith('sandbox_') && !isLoopbackHost(hostname))
    throw new ServerError('config', "clientSecret is a sandbox's. Give the vendor's.");
}
