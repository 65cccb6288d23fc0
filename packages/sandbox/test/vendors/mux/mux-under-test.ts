import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { SandboxOptions } from '../../../src/index.ts';
import type { UnderTest } from '../../sandbox-under-test.ts';
import { sandboxUnderTest } from '../../sandbox-under-test.ts';
import type { Signing } from '../brightcove/sign-jwt.ts';
import { signJwt } from '../brightcove/sign-jwt.ts';
import { KEY_A } from '../brightcove/vectors.ts';
import { KEY_ID } from './vectors.ts';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The vendor's word for an error. */
  type: string | undefined;
}

/** A sandbox as a program uses it that has a signing key at the vendor. */
export interface MuxUnderTest {
  sandbox: UnderTest;
  base: string;
  /** Playback id of `launch-film`, signed. */
  id: string;
  /** Playback id of a film with a policy. */
  idOf: (film: string, policy: string) => string;
  /** A token for {@link id} that lives for a minute, its audience `v` unless the claims say otherwise. */
  token: (claims?: Record<string, unknown>, signing?: Signing) => string;
  ask: (path: string, init?: RequestInit) => Promise<Answer>;
  /** Asks with a token in the query. */
  open: (path: string, token?: string, init?: RequestInit) => Promise<Answer>;
  tell: (command: string, details?: Record<string, unknown>) => Promise<unknown>;
  /** Seconds of the sandbox's clock. */
  now: () => number;
}

export const KEY_A_PEM: string = createPublicKey(createPrivateKey({ key: KEY_A, format: 'jwk' }))
  .export({ type: 'spki', format: 'pem' })
  .toString();

export async function muxUnderTest(options: SandboxOptions = {}): Promise<MuxUnderTest> {
  const sandbox = await sandboxUnderTest(options);
  const base = sandbox.addresses.mux;
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(URL.canParse(path) ? path : base + path, init);
    const text = await response.text();
    const [, type] = /"type":"(\w+)"/.exec(text) ?? [];
    return { status: response.status, headers: response.headers, text, type };
  };
  const idOf = (film: string, policy: string): string =>
    sandbox.keys.mux.playbackIds.find((one) => one.film === film && one.policy === policy)?.id ??
    '';
  const now = (): number => Math.floor((options.now?.() ?? sandbox.at()) / 1000);
  const tell: MuxUnderTest['tell'] = (command, details) => sandbox.tell('mux', command, details);
  await tell('addSigningKey', { id: KEY_ID, publicKey: KEY_A_PEM });
  const id = idOf('launch-film', 'signed');
  return {
    ...{ sandbox, base, ask, idOf, now, tell, id },
    token: (claims = {}, signing = {}) =>
      signJwt({ kid: KEY_ID, sub: id, aud: 'v', exp: now() + 60, ...claims }, signing),
    open: (path, token, init) => ask(token === undefined ? path : `${path}?token=${token}`, init),
  };
}

export const linesOf = (playlist: string): string[] =>
  playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
