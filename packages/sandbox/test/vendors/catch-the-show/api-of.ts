import type { UnderTest } from '../../sandbox-under-test.ts';

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly body: ReturnType<typeof JSON.parse>;
}

/** Calls the API as its document says, by default with the secret key. */
export function apiOf(sandbox: UnderTest, key?: string) {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${sandbox.addresses.catchTheShow}/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${key ?? sandbox.keys.catchTheShow.secretKey}`,
        'Content-Type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}
