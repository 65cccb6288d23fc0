import crypto, { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { epochMs } from '@playgate/protocol';
import { formatHashlock, mintHashlock } from '@playgate/server/hashlock';
import type { Ratio } from '../ratio.ts';
import { cpuOf } from './cpu-of.ts';
import { passHandlerFor, passRequests } from './signing-handler.ts';

const ROUNDS = 5;
const RSA = 400;
const EC = 4000;
const HASHES = 20_000;

/** CPU time of one pass that is signed, or one hash, in units of the signature or digest alone; and how often a key is imported. */
export async function benchMint(): Promise<readonly Ratio[]> {
  const imports = countImports();
  const keys = {
    RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
    ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  };
  const rsa = await timeSigning('RS256', keys.RS256, RSA);
  const imported = imports();
  const ec = await timeSigning('ES256', keys.ES256, EC);
  const hash = await timeHashes();
  const note = (one: Timed): string => `${one.ours.toFixed(1)} µs of ${one.raw.toFixed(1)} µs`;
  return [
    {
      name: 'RS256 pass, of the raw signature',
      value: rsa.ours / rsa.raw,
      bar: 1 / 0.85,
      note: note(rsa),
    },
    {
      name: 'ES256 pass, of the raw signature',
      value: ec.ours / ec.raw,
      bar: 1 / 0.45,
      note: note(ec),
    },
    {
      name: 'ES256 pass, of the RS256 pass',
      value: ec.ours / rsa.ours,
      bar: 1 / 6,
      note: `${ec.ours.toFixed(1)} µs of ${rsa.ours.toFixed(1)} µs`,
    },
    {
      name: 'key imports',
      value: imported,
      bar: 1,
      note: `for ${(ROUNDS + 1) * RSA} passes`,
    },
    { name: 'hashlock, of MD5 and JSON', value: hash.ours / hash.raw, bar: 1.3, note: note(hash) },
  ];
}

interface Timed {
  readonly ours: number;
  readonly raw: number;
}

async function timeSigning(
  algorithm: 'RS256' | 'ES256',
  key: KeyObject,
  count: number,
): Promise<Timed> {
  const handle = passHandlerFor(algorithm, key.export({ format: 'pem', type: 'pkcs8' }).toString());
  const input = crypto.randomBytes(400);
  return best(async () => {
    const requests = passRequests(count);
    return {
      ours: await cpuOf(count, async (i) => (await handle(requests[i] ?? fail())).arrayBuffer()),
      raw: await cpuOf(count, () => signRaw(algorithm, input, key)),
    };
  });
}

/** As the kit signs: RSA on a thread, ECDSA on the spot. */
function signRaw(algorithm: 'RS256' | 'ES256', input: Buffer, key: KeyObject): Promise<unknown> {
  if (algorithm === 'ES256') return Promise.resolve(crypto.sign('sha256', input, key));
  return new Promise((resolve, reject) => {
    crypto.sign('sha256', input, key, (error, signature) =>
      error === null ? resolve(signature) : reject(error),
    );
  });
}

function timeHashes(): Promise<Timed> {
  const secret = crypto.randomBytes(32).toString('hex');
  const now = epochMs(Date.now());
  const options = { secret, fields: ['user', 'plan'], now };
  const values = { user: 'viewer-1', plan: 'gold' };
  const expires = Math.floor(now / 1000) + 300;
  return best(async () => ({
    ours: await cpuOf(HASHES, async () => formatHashlock(mintHashlock(values, options))),
    raw: await cpuOf(HASHES, async () => {
      const hash = crypto.hash('md5', `viewer-1|gold|${expires}|${secret}`);
      return JSON.stringify([
        { user: 'viewer-1' },
        { plan: 'gold' },
        { hashExpire: expires },
        { hash },
      ]);
    }),
  }));
}

/** The least of some rounds; the first is for the compiler. */
async function best(round: () => Promise<Timed>): Promise<Timed> {
  let least: Timed = { ours: Infinity, raw: Infinity };
  for (let i = 0; i <= ROUNDS; i += 1) {
    const found = await round();
    if (i === 0) continue;
    least = { ours: Math.min(least.ours, found.ours), raw: Math.min(least.raw, found.raw) };
  }
  return least;
}

/** Counts the private keys that are imported from here on. */
function countImports(): () => number {
  const original = crypto.createPrivateKey;
  let count = 0;
  crypto.createPrivateKey = (...given: Parameters<typeof original>) => {
    count += 1;
    return original(...given);
  };
  return () => {
    crypto.createPrivateKey = original;
    return count;
  };
}

function fail(): never {
  throw new Error('There are fewer requests than were asked for.');
}
