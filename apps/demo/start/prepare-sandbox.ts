import type { Sandbox } from '@playgate/sandbox';

const DAY_MS = 86_400_000;
/** Kept for documentation (RFC 5737): nobody's. */
const STRANGERS = ['203.0.113.7', '203.0.113.8', '198.51.100.9'];

/**
 * Sets the stand-ins up so that there is something to see: tokens that last as long as passes, a blacklist that takes seconds where the
 * vendor's takes up to a minute, an audit report that takes a while, and somebody yesterday for it to be about.
 */
export async function prepareSandbox(
  sandbox: Pick<Sandbox, 'addresses' | 'keys' | 'setClock' | 'tell'>,
  passSeconds: number,
): Promise<void> {
  const { addresses, keys } = sandbox;
  await sandbox.tell('authorization', 'setPolicy', { accessTokenSeconds: passSeconds });
  await sandbox.tell('brightcove', 'setAccount', { propagationMs: 5000, auditMs: 5000 });
  await sandbox.setClock(-DAY_MS);
  const video = `${addresses.brightcove}/playback/v1/accounts/${keys.brightcove.accountId}/videos/ref:launch-film`;
  for (const stranger of STRANGERS)
    await fetch(video, { headers: { 'X-Forwarded-For': stranger } });
  await sandbox.setClock(0);
}
