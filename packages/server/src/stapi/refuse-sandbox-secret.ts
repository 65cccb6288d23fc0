import { parseApiUrl } from '../api/parse-api-url.ts';
import { refuseSandboxKey } from '../secret/refuse-sandbox-key.ts';
import { secret } from '../secret/secret.ts';
import type { SecretInput } from '../secret/secret.ts';

/** @throws {ServerError} `config` for a sandbox's secret that would go to a live address, and for one that is none. */
export function refuseSandboxSecret(clientSecret: SecretInput, tokenUrl: string): void {
  const text = secret(clientSecret, { name: 'clientSecret' }).reveal();
  const { hostname } = parseApiUrl(tokenUrl, 'tokenUrl');
  refuseSandboxKey(text, 'clientSecret', hostname);
}
