import { expect } from 'vitest';
import type { PlaybackGrant, ServerError, Vendor } from '../../src/index.ts';
import { isServerError } from '../../src/index.ts';
import { mux } from '../../src/mux/index.ts';
import type { MuxOptions } from '../../src/mux/index.ts';
import type { MintContext, MintedPass } from '../../src/vendor.ts';
import { RSA } from '../jwt/keys.ts';
import { NOW } from '../support.ts';
import { KEY_ID, PLAYBACK_ID } from './vectors.ts';

/** A vendor with a key of this run. */
export function vendorWith(options: Partial<MuxOptions> = {}): Vendor {
  return mux({ keyId: KEY_ID, signingKey: RSA.pem, ...options });
}

/** The pass of a grant that is given one. */
export async function passFrom(
  vendor: Vendor,
  grant: Partial<PlaybackGrant> = {},
  context: Partial<MintContext> = {},
): Promise<MintedPass> {
  const { signal } = new AbortController();
  const pass = await vendor.mint(
    { asset: PLAYBACK_ID, ...grant },
    { now: NOW, lifetimeSeconds: 600, signal, correlationId: 'id-1', ...context },
  );
  if (pass.kind !== 'pass') throw new Error(`No pass but ${pass.kind}.`);
  return pass;
}

/** What a token says. */
export function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

/** The token that a pass places on an address. */
export function tokenFor(pass: MintedPass, url: string): string {
  const rule = pass.rules.find(({ match: { urls } }) =>
    urls.some((one) => (one.endsWith('/') ? url.startsWith(one) : url === one)),
  );
  const [placement] = rule?.place ?? [];
  return placement?.kind === 'query' ? (placement.params['token'] ?? '') : '';
}

/** The error that something throws, once it is known to hold nothing of a key or a token. */
export async function errorOf(act: () => unknown): Promise<ServerError> {
  try {
    await act();
  } catch (error) {
    if (!isServerError(error)) throw error;
    expect(`${error.message} ${JSON.stringify(error)} ${String(error.cause)}`).not.toMatch(
      /eyJ|MII|BEGIN|LS0t|canary/,
    );
    return error;
  }
  throw new Error('Nothing was thrown.');
}
