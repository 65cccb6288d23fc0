import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { systemClock } from '@playgate/server';
import type { ApiClock } from '@playgate/server';
import { generateKeyPairSync } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { CliIo } from '../src/index.ts';
import { HASH_SECRET, NOW, terminal } from './terminal.ts';
import type { Ran, Terminal } from './terminal.ts';

/** A key pair is dear; all tests of a file share one. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SIGNING_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A store in a module, as an application would write one. */
const STORE = `const held = new Map();
export const store = {
  get: async (key) => held.get(key),
  set: async (key, value) => void held.set(key, value),
  delete: async (key) => void held.delete(key),
  async replace(key, expected, value) {
    if (held.get(key) !== expected) return false;
    held.set(key, value);
    return true;
  },
  async add(key, amount) {
    held.set(key, String(Number(held.get(key) ?? 0) + amount));
    return Number(held.get(key));
  },
};
`;

/** A sandbox, and a folder with a configuration for it in which every secret is a canary. */
export interface SandboxTerminal extends Terminal {
  readonly sandbox: Sandbox;
  readonly config: Record<string, Record<string, unknown>>;
  /** Writes `config` again after a change. */
  save(): Promise<void>;
  /** Moves the clock of both. */
  advance(ms: number): void;
}

export async function sandboxTerminal(start: number = NOW): Promise<SandboxTerminal> {
  let now = start;
  const sandbox = await startSandbox({ ports: 0, now: () => now });
  onTestFinished(() => sandbox.close());
  const shell = await terminal();
  const { keys, addresses } = sandbox;
  const secrets = {
    BRIGHTCOVE_CLIENT_SECRET: keys.brightcove.clientSecret,
    IBM_CLIENT_SECRET: keys.ibm.clientSecret,
    IBM_LOCK_SECRET: keys.ibm.lockSecret,
    CATCH_THE_SHOW_KEY: keys.catchTheShow.secretKey,
    SECURE_VIDEO_KEY: keys.secureVideo.secretKey,
    STAPI_KEY: keys.stapi.apiKey,
    STAPI_CLIENT_SECRET: keys.authorization.clientSecret,
    HASH_SECRET,
  };
  for (const [name, secret] of Object.entries(secrets)) {
    shell.env[name] = secret;
    shell.canaries.add(name, secret);
  }
  for (const line of SIGNING_KEY.split('\n').slice(1, -2)) shell.canaries.add('signingKey', line);
  await shell.write('key.pem', SIGNING_KEY);
  await shell.write('store.mjs', STORE);
  const config = configFor(keys, addresses);
  const clock: ApiClock = {
    now: () => now as ReturnType<ApiClock['now']>,
    // Deadlines are whole multiples of five seconds, and are not met here; pauses are over at once.
    sleep(ms, signal) {
      if (ms % 5000 === 0) return systemClock.sleep(60_000, signal);
      now += ms;
      return systemClock.sleep(0, signal);
    },
  };
  const save = (): Promise<void> => shell.write('playgate.config.json', config);
  await save();
  return {
    ...shell,
    ...{ sandbox, config, save },
    advance: (ms) => void (now += ms),
    run: (argv: string | readonly string[], io: Partial<CliIo> = {}): Promise<Ran> =>
      shell.run(argv, { fetch: datedBy(clock), clock, ...io }),
  };
}

/** The sandbox keeps the tests' time, but what its answers are dated by is the system's. */
function datedBy(clock: ApiClock): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const headers = new Headers(response.headers);
    headers.set('date', new Date(clock.now()).toUTCString());
    const { status } = response;
    return new Response(response.body, { status, headers });
  };
}

function configFor(
  { brightcove, ibm, secureVideo, authorization }: Sandbox['keys'],
  at: Sandbox['addresses'],
): Record<string, Record<string, unknown>> {
  return {
    brightcove: {
      accountId: brightcove.accountId,
      clientId: brightcove.clientId,
      clientSecret: { env: 'BRIGHTCOVE_CLIENT_SECRET' },
      signingKey: { file: 'key.pem' },
      apiUrl: `${at.brightcove}/v1`,
      tokenUrl: `${at.brightcove}/v4/access_token`,
      playbackUrl: `${at.brightcove}/playback/v1`,
      mediaUrls: [`${at.brightcove}/`],
      reportHosts: ['127.0.0.1'],
      store: 'store.mjs',
    },
    ibm: {
      clientId: ibm.clientId,
      clientSecret: { env: 'IBM_CLIENT_SECRET' },
      lockSecret: { env: 'IBM_LOCK_SECRET' },
      signingKey: { file: 'key.pem' },
      apiUrl: at.ibm,
      tokenUrl: `${at.ibm}/oauth2/token`,
      vendorOrigin: at.ibm,
    },
    catchTheShow: {
      secretKey: { env: 'CATCH_THE_SHOW_KEY' },
      apiUrl: `${at.catchTheShow}/v1`,
      mediaUrls: [`${at.catchTheShow}/media/`],
    },
    secureVideo: {
      identifier: secureVideo.identifier,
      secretKey: { env: 'SECURE_VIDEO_KEY' },
      apiUrl: `${at.secureVideo}/`,
      callsPerHour: 1000,
    },
    stapi: {
      apiKey: { env: 'STAPI_KEY' },
      apiUrl: `${at.stapi}/v1`,
      tokenUrl: `${at.authorization}/token`,
      clientId: authorization.clientId,
      clientSecret: { env: 'STAPI_CLIENT_SECRET' },
      mediaUrls: [`${at.stapi}/media/`],
    },
    hashlock: { secret: { env: 'HASH_SECRET' } },
  };
}

/** JSON lines. */
export function lines(text: string): readonly unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
