import { startSandbox } from '@playgate/sandbox';
import { onTestFinished } from 'vitest';
import { createBrightcoveClient, mintBrightcoveToken } from '../../../src/brightcove/index.ts';
import type { BrightcoveClient } from '../../../src/brightcove/index.ts';
import { ManualClock } from '../../api/manual-clock.ts';
import { RSA } from '../../jwt/keys.ts';
import { recorder } from './recorder.ts';
import type { Exchange } from './recorder.ts';

/** An account with a key, a token on its blacklist and one that is not, and an audit of yesterday that is done. */
export interface BrightcoveAccount {
  readonly management: BrightcoveClient;
  /** Another client, whose access token is a new one. */
  readonly connect: () => BrightcoveClient;
  /** By hand, with the `Authorization` that is printed unless other headers are given. */
  readonly send: (
    method: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
  readonly tell: (command: string, details?: object) => Promise<unknown>;
  readonly clock: ManualClock;
  /** What went over the wire since all this is there. */
  readonly exchanges: readonly Exchange[];
  readonly accessToken: string;
  /** `/v1/accounts/{accountID}` and `/v1/audit/accounts/{accountID}`. */
  readonly account: string;
  readonly audit: string;
  readonly keyId: string;
  readonly listed: string;
  readonly token: string;
  readonly executionId: string;
}

const DAY = 86_400_000;

/** A day in UTC. */
export const dayOf = ({ clock }: Pick<BrightcoveAccount, 'clock'>, back = 0): string =>
  new Date(clock.now() - back * DAY).toISOString().slice(0, 10);

export async function brightcoveAccount(): Promise<BrightcoveAccount> {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ ports: 0, now: () => clock.now() });
  onTestFinished(() => sandbox.close());
  const { fetch, exchanges } = recorder();
  const origin = sandbox.addresses.brightcove;
  const { accountId } = sandbox.keys.brightcove;
  const connect = (): BrightcoveClient =>
    createBrightcoveClient({
      ...sandbox.keys.brightcove,
      ...{ apiUrl: `${origin}/v1`, tokenUrl: `${origin}/v4/access_token` },
      ...{ reportHosts: ['127.0.0.1'], fetch, clock, retries: 0 },
    });
  const mint = async (uid: string): Promise<string> => {
    const order = { accountId, signingKey: RSA.pem, now: clock.now(), claims: { uid } };
    return (await mintBrightcoveToken(order)).token;
  };
  const management = connect();
  const { id: keyId } = await management.keys.register({ signingKey: RSA.pem });
  const [listed, token] = [await mint('ada'), await mint('grace')];
  await management.blacklist.add(listed);
  const executionId = await management.audit.request(dayOf({ clock }, 1));
  // The first look finds it in the making.
  await management.audit.status(executionId);
  const accessToken = String(Object(exchanges[0]?.answer).access_token);
  const authorized = { Authorization: `Bearer ${accessToken}` };
  exchanges.length = 0;
  return {
    ...{ management, connect, clock, exchanges, accessToken, keyId, listed, token, executionId },
    send: (method, path, headers = authorized) => fetch(origin + path, { method, headers }),
    tell: (command, details = {}) => sandbox.tell('brightcove', command, { ...details }),
    account: `/v1/accounts/${accountId}`,
    audit: `/v1/audit/accounts/${accountId}`,
  };
}
