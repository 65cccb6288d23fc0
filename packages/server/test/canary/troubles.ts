import type { FaultAction, Sandbox } from '@playgate/sandbox';
import type { Secrets } from './find-canaries.ts';

type Fetch = typeof globalThis.fetch;

/** Something that goes wrong at the vendor or on the way. */
export interface Trouble {
  readonly trouble: string;
  /** Begins it. Gives the way that requests go from then on, if not the usual one. */
  begin(sandbox: Sandbox, secrets: Secrets): Promise<Fetch | undefined>;
  /** How long anything waits at most, in milliseconds. Default 2000. */
  readonly longestMs?: number;
}

/** Every secret in every member that any vendor's errors have. */
function echo(secrets: Secrets): object {
  const all = Object.values(secrets).join(' ');
  return {
    ...{ error: all, error_description: all, error_code: all, error_subcode: all },
    ...{ Message: all, message: all, status: all, code: all, id: all, access_token: all },
  };
}

const fault = (
  trouble: string,
  action: (sandbox: Sandbox, secrets: Secrets) => FaultAction,
): Trouble => ({
  trouble,
  async begin(sandbox, secrets) {
    await sandbox.addFault({ where: {}, do: action(sandbox, secrets) });
    return undefined;
  },
});

const way = (trouble: string, fetch: (secrets: Secrets) => Fetch): Trouble => ({
  trouble,
  begin: (_sandbox, secrets) => Promise.resolve(fetch(secrets)),
});

/** Those whose meaning vendors tell apart. */
const STATUSES = [400, 401, 403, 404, 409, 412, 422, 429, 500, 501, 503] as const;

/** The value as a header may hold it. */
const headerOf = (secrets: Secrets): string =>
  Object.values(secrets)
    .join(' ')
    .replace(/[^ -~]/g, '');

/** What can befall any call. */
export const TROUBLES: readonly Trouble[] = [
  { trouble: 'nothing', begin: () => Promise.resolve(undefined) },
  ...([401, 429, 500] as const).map((status) =>
    fault(`a ${status} whose text repeats the secrets`, (_sandbox, secrets) => ({
      action: 'status',
      status,
      body: JSON.stringify(echo(secrets)),
      ...(status === 429 && { retryAfter: 60 }),
    })),
  ),
  ...STATUSES.map((status) =>
    way(
      `a ${status} whose JSON repeats the secrets`,
      (secrets) => () => Promise.resolve(Response.json(echo(secrets), { status })),
    ),
  ),
  way(
    'a list of errors that repeats the secrets',
    (secrets) => () => Promise.resolve(Response.json([echo(secrets)], { status: 403 })),
  ),
  way(
    'a success that repeats the secrets',
    (secrets) => () => Promise.resolve(Response.json({ debug: Object.values(secrets).join(' ') })),
  ),
  way('headers that repeat the secrets', (secrets) => () => {
    const value = headerOf(secrets);
    const names = ['retry-after', 'www-authenticate', 'set-cookie', 'location', 'x-request-id'];
    const headers = Object.fromEntries(names.map((name) => [name, value]));
    return Promise.resolve(new Response(null, { status: 503, statusText: value, headers }));
  }),
  fault('a page in HTML', () => ({ action: 'html' })),
  fault('an answer that breaks off', () => ({ action: 'truncate' })),
  fault('a redirect to a stranger', (sandbox) => ({
    action: 'redirect',
    to: `${sandbox.addresses.foreign}/collect`,
  })),
  fault('a connection that breaks', () => ({ action: 'reset' })),
  { ...fault('no answer, ever', () => ({ action: 'hang' })), longestMs: 5 },
  way('a fetch that tells what it was asked', () => (input, init) => {
    const asked = new Request(input, init);
    throw Object.assign(new TypeError(`failed: ${asked.url}`, { cause: init }), { config: init });
  }),
  way(
    'a body that fails with what it was asked',
    () => (input, init) =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            start: (body) =>
              body.error(
                Object.assign(new Error(`read ${new Request(input, init).url}`), { config: init }),
              ),
          }),
          { headers: { 'content-type': 'application/json' } },
        ),
      ),
  ),
];
