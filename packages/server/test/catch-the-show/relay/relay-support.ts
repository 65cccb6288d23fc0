import { createCatchTheShowRelay, permit } from '../../../src/catch-the-show/index.ts';
import type { CatchTheShowRelayOptions, RelayedCall } from '../../../src/catch-the-show/index.ts';
import type { AuditEvent } from '../../../src/index.ts';
import { APP, BROWSER_HEADERS } from '../../support.ts';
import { showSandbox } from '../show-sandbox.ts';
import type { ShowSandbox } from '../show-sandbox.ts';

export const MOUNT = '/api/show';

export const CALLS: Readonly<Record<string, RelayedCall>> = {
  film: { method: 'GET', path: '/videos/{id}', answer: ['id', 'title', 'tags'] },
  films: {
    method: 'GET',
    path: '/videos',
    query: ['limit', 'cursor'],
    answer: ['data.id', 'data.title', 'next_cursor'],
  },
  stream: { method: 'GET', path: '/live-streams/{id}', answer: ['id', 'title'] },
  goLive: {
    method: 'POST',
    path: '/live-streams',
    body: ['title', 'tags'],
    answer: ['id', 'title', 'tags'],
  },
  endStream: { method: 'DELETE', path: '/live-streams/{id}' },
};

export interface RelayUnderTest {
  readonly relay: (request: Request) => Promise<Response>;
  readonly audited: AuditEvent[];
}

/** A relay with everything set, to wherever the options say. */
export function relayWith(
  options: Pick<CatchTheShowRelayOptions, 'secretKey'> & Partial<CatchTheShowRelayOptions>,
): RelayUnderTest {
  const audited: AuditEvent[] = [];
  const relay = createCatchTheShowRelay({
    mountedAt: MOUNT,
    calls: CALLS,
    decide: () => permit({ viewer: 'v-1' }),
    origins: [APP],
    audit: (event) => audited.push(event),
    ...options,
  });
  return { relay, audited };
}

/** A relay to the sandbox. */
export async function relayInSandbox(
  options: Partial<CatchTheShowRelayOptions> = {},
): Promise<RelayUnderTest & ShowSandbox> {
  const show = await showSandbox();
  return { ...show, ...relayWith({ ...show.options, ...options }) };
}

/** What a page sends. A header given as `undefined` is left out. */
export function fromPage(
  path: string,
  init: Omit<RequestInit, 'headers' | 'body'> & { readonly json?: unknown } = {},
  headers: Readonly<Record<string, string | undefined>> = {},
): Request {
  const { json, ...rest } = init;
  const sent = Object.entries({ ...BROWSER_HEADERS, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] satisfies [string, string]],
  );
  return new Request(`${APP}${MOUNT}${path}`, {
    ...rest,
    ...(json !== undefined && { body: typeof json === 'string' ? json : JSON.stringify(json) }),
    headers: sent,
  });
}
