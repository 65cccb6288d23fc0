import { onTestFinished } from 'vitest';
import type { Sandbox, SandboxOptions } from '../src/index.ts';
import { startSandbox } from '../src/index.ts';

export interface UnderTest extends Sandbox {
  /** Moves the clock that the sandbox is given. */
  advance(ms: number): void;
  at(): number;
}

/** Ports that are free, a clock that stands still, and an end with the test. */
export async function sandboxUnderTest(options: SandboxOptions = {}): Promise<UnderTest> {
  let now = Date.UTC(2026, 0, 1, 12);
  const sandbox = await startSandbox({ ports: 0, now: () => now, ...options });
  onTestFinished(() => sandbox.close());
  return Object.assign(sandbox, {
    advance: (ms: number) => {
      now += ms;
    },
    at: () => now,
  });
}

/** A Catch The Show access token. */
export async function accessToken(
  sandbox: Sandbox,
  order: {
    id?: string;
    type?: string;
    seconds?: number;
    permissions?: string[];
    user?: string;
  } = {},
): Promise<string> {
  const { id = 'launch-film', type = 'video', seconds = 60, user } = order;
  const response = await fetch(`${sandbox.addresses.catchTheShow}/v1/access-tokens`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${sandbox.keys.catchTheShow.secretKey}` },
    body: JSON.stringify({
      permissions: order.permissions ?? ['media:play'],
      expires_in: seconds,
      resource: { type, id },
      ...(user !== undefined && { user }),
    }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}

export const bearer = (token: string): { headers: { Authorization: string } } => ({
  headers: { Authorization: `Bearer ${token}` },
});

/** The status, once the body has been read, so that no connection stays open. */
export async function statusOf(url: string, init?: RequestInit): Promise<number> {
  const response = await fetch(url, init);
  await response.arrayBuffer();
  return response.status;
}
