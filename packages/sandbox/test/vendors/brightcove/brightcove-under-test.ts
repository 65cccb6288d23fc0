import type { SandboxOptions } from '../../../src/index.ts';
import type { UnderTest } from '../../sandbox-under-test.ts';
import { sandboxUnderTest } from '../../sandbox-under-test.ts';
import type { Signing } from './sign-jwt.ts';
import { signJwt } from './sign-jwt.ts';
import { KEY_A_VALUE } from './vectors.ts';

/** What came as JSON; tests know what it should be. */
export type Json = Awaited<ReturnType<Response['json']>>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Json;
}

/** A sandbox as a program uses it that has an account at the vendor. */
export interface BrightcoveUnderTest {
  sandbox: UnderTest;
  base: string;
  account: string;
  /** Id of the video that plays a film. */
  video: (film: string) => string;
  ask: (path: string, init?: RequestInit) => Promise<Answer>;
  /** Calls a management API below `/v1`. */
  api: (method: string, path: string, body?: unknown) => Promise<Answer>;
  accessToken: () => Promise<string>;
  tell: (command: string, details?: Record<string, unknown>) => Promise<unknown>;
  /** A token of the account that lives for a minute. */
  token: (claims?: Record<string, unknown>, signing?: Signing) => string;
  /** Seconds of the sandbox's clock. */
  now: () => number;
}

/** @param registered Whether keyA is registered from the start. */
export async function brightcoveUnderTest(
  options: SandboxOptions = {},
  registered = true,
): Promise<BrightcoveUnderTest> {
  const sandbox = await sandboxUnderTest(options);
  const base = sandbox.addresses.brightcove;
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(URL.canParse(path) ? path : base + path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  const accessToken = async (): Promise<string> => {
    const { clientId, clientSecret } = sandbox.keys.brightcove;
    const answer = await ask('/v4/access_token', {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return answer.body.access_token;
  };
  const api = async (method: string, path: string, body?: unknown): Promise<Answer> =>
    ask(`/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await accessToken()}`,
        'Content-Type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const now = (): number => Math.floor(sandbox.at() / 1000);
  const under: BrightcoveUnderTest = {
    ...{ sandbox, base, ask, api, accessToken, now },
    get account() {
      return sandbox.keys.brightcove.accountId;
    },
    video: (film) =>
      sandbox.keys.brightcove.videos.find(({ referenceId }) => referenceId === film)?.id ?? '',
    tell: (command, details) => sandbox.tell('brightcove', command, details),
    token: (claims = {}, signing = {}) =>
      signJwt({ accid: under.account, iat: now(), exp: now() + 60, ...claims }, signing),
  };
  if (registered) await api('POST', `/accounts/${under.account}/keys`, { value: KEY_A_VALUE });
  return under;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const withToken = (token: string): RequestInit => ({
  headers: { Authorization: `Bearer ${token}` },
});

/** The only error of an answer. */
export const errorOf = ({ status, body }: Answer) => ({ status, ...body?.[0] });
