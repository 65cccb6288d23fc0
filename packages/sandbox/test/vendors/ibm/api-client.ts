import type { UnderTest } from '../../sandbox-under-test.ts';
import { sandboxUnderTest } from '../../sandbox-under-test.ts';

/** A sandbox, and its IBM API called with a good token. */
export async function client() {
  const sandbox = await sandboxUnderTest();
  const token: string = (await (await tokenFor(sandbox)).json()).access_token;
  const call = (method: string, path: string, form?: Record<string, string>): Promise<Response> =>
    fetch(sandbox.addresses.ibm + path, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(form && { body: new URLSearchParams(form) }),
    });
  return { sandbox, call, token };
}

export function tokenFor(
  { addresses, keys }: UnderTest,
  form: Record<string, string> = {},
  authorization = `Basic ${keys.ibm.clientSecret}`,
): Promise<Response> {
  return fetch(`${addresses.ibm}/oauth2/token`, {
    method: 'POST',
    headers: { Authorization: authorization },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: keys.ibm.clientId,
      ...form,
    }),
  });
}
