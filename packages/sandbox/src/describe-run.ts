import type { Addresses } from './listener/listen.ts';
import type { SandboxKeys } from './sandbox-keys.ts';

type Row = readonly [name: string, value: string, note: string];

/** What a person wants to know when a sandbox has started. */
export function describeRun(addresses: Addresses, keys: SandboxKeys): string {
  return `
Playgate sandbox: everything below is on this machine only, and gone when it stops.

${table([
  ['Control', addresses.control, 'open it: requests, failures, clock'],
  ['Catch The Show', addresses.catchTheShow, 'API /v1, media /media/{id}'],
  ['IBM', addresses.ibm, 'locks API, player /embed/1001, /embed/recorded/2002'],
  [
    'Your origin',
    addresses.origin,
    'media /{open|bearer|header|query|cookie|hash|presigned}/{film}',
  ],
  ['A stranger', addresses.foreign, 'reads every byte it is sent'],
  ['STAPI', addresses.stapi, 'API /v1, media /media/{id}'],
  ['Its sign-in', addresses.authorization, 'OAuth, /.well-known/openid-configuration'],
  ['SecureVideo', addresses.secureVideo, 'API /user, /session, /usage, /login'],
  ['Brightcove', addresses.brightcove, 'its hosts in one: /v4, /v1, /playback/v1, /api/v1'],
  ['Mux', addresses.mux, 'its hosts in one: /{playback id}.m3u8, /license'],
])}

Keys of this run

${table([
  ['Catch The Show', keys.catchTheShow.secretKey, 'secret key'],
  ['', keys.catchTheShow.publicKey, 'public key'],
  ['IBM', keys.ibm.clientId, 'client id'],
  ['', keys.ibm.clientSecret, 'client secret'],
  ['', keys.ibm.lockSecret, 'secret of the locks'],
  ['Your origin', keys.origin.hashSecret, 'secret of the hashes'],
  ['STAPI', keys.stapi.apiKey, 'API key'],
  ['', keys.authorization.clientId, 'client id'],
  ['', keys.authorization.clientSecret, 'client secret'],
  ['SecureVideo', keys.secureVideo.identifier, 'API identifier'],
  ['', keys.secureVideo.secretKey, 'API secret key'],
  ['Brightcove', keys.brightcove.accountId, 'account id'],
  ['', keys.brightcove.clientId, 'client id'],
  ['', keys.brightcove.clientSecret, 'client secret'],
  ['Mux', keys.mux.keyId, 'id of the signing key; the key itself is at /keys of Control'],
])}

Ctrl-C stops it.
`;
}

function table(rows: readonly Row[]): string {
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
  const [first, second] = [width(0), width(1)];
  return rows
    .map(([name, value, note]) => `  ${name.padEnd(first)}  ${value.padEnd(second)}  ${note}`)
    .join('\n');
}
