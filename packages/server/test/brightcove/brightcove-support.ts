import { inspect } from 'node:util';
import { expect } from 'vitest';
import { brightcove, createBrightcoveClient } from '../../src/brightcove/index.ts';
import type {
  BrightcoveClient,
  BrightcoveClientOptions,
  BrightcoveOptions,
} from '../../src/brightcove/index.ts';
import type { PlaybackGrant, Vendor } from '../../src/index.ts';
import { isServerError } from '../../src/index.ts';
import type { MintContext, MintedPass } from '../../src/vendor.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { RSA } from '../jwt/keys.ts';
import { NOW } from '../support.ts';

export const ACCOUNT = '1100863500123';
export const VIDEO = '5805807122222';
const MEDIA = 'https://manifest.prod.boltdns.net';
export const HLSE_URL = `${MEDIA}/manifest/v1/hls/v4/aes128/${ACCOUNT}/a1/10s/master.m3u8?fastly_token=x%3D`;
export const CLEAR_URL = HLSE_URL.replace('aes128', 'clear');
export const DASH_URL = `${MEDIA}/manifest/v1/dash/live-baseurl/bccenc/${ACCOUNT}/a1/6s/manifest.mpd?fastly_token=x`;
export const LICENSE_URL = `${MEDIA}/license/v1/cenc/widevine/${ACCOUNT}/a1/k1?fastly_token=x`;
export const FAIRPLAY_URL = `${MEDIA}/license/v1/fairplay/${ACCOUNT}/a1/k1?fastly_token=x`;
export const CERTIFICATE_URL = `${MEDIA}/license/v1/fairplay_app_cert/${ACCOUNT}`;

/** HLS as the Playback API names it. */
export function hls(src: string, more: object = {}): object {
  return { type: 'application/x-mpegURL', src, ext_x_version: '4', ...more };
}

/** DASH with DRM, likewise. */
export const DASH_DRM = {
  type: 'application/dash+xml',
  src: DASH_URL,
  profiles: 'urn:mpeg:dash:profile:isoff-live:2011',
  key_systems: {
    'com.widevine.alpha': { license_url: LICENSE_URL },
    'com.microsoft.playready': { license_url: LICENSE_URL.replace('widevine', 'playready') },
  },
};

/** A video as the Playback API describes it. */
export function video(...sources: readonly unknown[]): unknown {
  return { id: VIDEO, account_id: ACCOUNT, reference_id: null, name: 'Launch', sources };
}

/** One request that the vendor got. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly redirect: RequestRedirect | undefined;
}

/** What the vendor answers to a request. */
export type Answering = (sent: Sent) => Response | Promise<Response>;

/** A vendor that notes what it is sent. */
export function recordingFetch(answer: Answering): {
  readonly fetch: typeof globalThis.fetch;
  readonly sent: Sent[];
} {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const one: Sent = {
      method: init.method ?? 'GET',
      url: input instanceof Request ? input.url : String(input),
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : undefined,
      redirect: init.redirect,
    };
    sent.push(one);
    return answer(one);
  };
  return { fetch, sent };
}

/** A playback vendor over answers of the Playback API. */
export function vendorOver(
  answer: Answering,
  options: Partial<BrightcoveOptions> = {},
): { readonly vendor: Vendor; readonly sent: Sent[] } {
  const { fetch, sent } = recordingFetch(answer);
  const vendor = brightcove({
    accountId: ACCOUNT,
    signingKey: RSA.pem,
    fetch,
    clock: new ManualClock(),
    retries: 0,
    ...options,
  });
  return { vendor, sent };
}

/** One mint at noon of the tests. */
export function mintContext(more: Partial<MintContext> = {}): MintContext {
  const { signal } = new AbortController();
  return { now: NOW, lifetimeSeconds: 600, signal, correlationId: 'id-1', ...more };
}

/** The pass of a grant that is given one. */
export async function passFrom(
  vendor: Vendor,
  grant: Partial<PlaybackGrant> = {},
  context: Partial<MintContext> = {},
): Promise<MintedPass> {
  const pass = await vendor.mint({ asset: `video:${VIDEO}`, ...grant }, mintContext(context));
  if (pass.kind !== 'pass') throw new Error(`No pass but ${pass.kind}.`);
  return pass;
}

/** What a token says. */
export function claimsOf(token: string): Record<string, unknown> {
  const claims: unknown = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  );
  return Object.fromEntries(Object.entries(Object(claims)));
}

/** The token that a pass places. */
export function tokenIn(pass: MintedPass): string {
  const values = pass.rules
    .flatMap(({ place }) => place)
    .flatMap((placement) => {
      if (placement.kind === 'query') return Object.values(placement.params);
      return placement.kind === 'header' ? [placement.value.replace('Bearer ', '')] : [];
    });
  expect(new Set(values).size).toBe(1);
  return values[0] ?? '';
}

export const CLIENT_SECRET = 'canary/secret+of=client';

/** A management client; every other request is answered by `answer`. */
export function managementOver(
  answer: Answering,
  options: Partial<BrightcoveClientOptions> = {},
): {
  readonly management: BrightcoveClient;
  readonly sent: Sent[];
  readonly clock: ManualClock;
} {
  const clock = new ManualClock();
  const { fetch, sent } = recordingFetch((one) =>
    one.url.startsWith('https://oauth.')
      ? Response.json({ access_token: 'at-1', token_type: 'Bearer', expires_in: 300 })
      : answer(one),
  );
  const management = createBrightcoveClient({
    accountId: ACCOUNT,
    clientId: 'client-1',
    clientSecret: CLIENT_SECRET,
    fetch,
    clock,
    retries: 0,
    random: () => 0.5,
    newId: () => 'id-1',
    ...options,
  });
  return { management, sent, clock };
}

/** What a promise was rejected with: an error of ours, which holds none of the texts. */
export async function failureOf(
  promise: Promise<unknown>,
  ...secrets: readonly string[]
): Promise<unknown> {
  const error: unknown = await promise.then(
    (value) => ({ resolved: value }),
    (reason: unknown) => reason,
  );
  expect(isServerError(error)).toBe(true);
  const printed = inspect(error, { depth: 9, showHidden: true });
  for (const secret of secrets) expect(printed).not.toContain(secret);
  return error;
}
