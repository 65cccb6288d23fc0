import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { memoryStore } from '@playgate/server';
import type { Store } from '@playgate/server';
import { afterAll, beforeAll } from 'vitest';
import { createSessions } from '../../src/index.ts';
import type { RefreshRole, SessionEvent, SessionOptions, Sessions } from '../../src/index.ts';
import { APP, Browser } from './browser.ts';
import { TestClock } from './test-clock.ts';

export const KEY = 'k'.repeat(16) + '1234567890abcdef';
export const OTHER_KEY = 'o'.repeat(16) + '1234567890abcdef';
export const SESSION_COOKIE = '__Host-Http-playgate-session';
export const SIGN_IN_COOKIE = '__Host-Http-playgate-session-sign-in';

/** An application and its authorization server. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly sessions: Sessions;
  readonly options: SessionOptions;
  readonly browser: Browser;
  readonly clock: TestClock;
  readonly store: Store;
  readonly events: SessionEvent[];
  readonly roles: RefreshRole[];
  /** Another instance of the same backend. */
  instance(options?: Partial<SessionOptions>): Sessions;
  /** How many requests with that grant the token endpoint has had. */
  grants(type: string): number;
}

/** One sandbox for the tests of a file; each stage has an application of its own at it. */
export function useStages(): (options?: Partial<SessionOptions>) => Promise<Stage> {
  let sandbox: Sandbox | undefined;
  beforeAll(async () => {
    sandbox = await startSandbox({ ports: 0 });
  });
  afterAll(() => sandbox?.close());
  return (options = {}) => {
    if (sandbox === undefined) throw new Error('The sandbox has not started.');
    return createStage(sandbox, options);
  };
}

async function createStage(sandbox: Sandbox, given: Partial<SessionOptions>): Promise<Stage> {
  const clock = new TestClock();
  const store = given.store ?? memoryStore({ clock });
  const events: SessionEvent[] = [];
  const roles: RefreshRole[] = [];
  const calls: string[] = [];
  const options: SessionOptions = {
    issuer: sandbox.addresses.authorization,
    ...(await register(sandbox)),
    redirectUri: `${APP}/auth/callback`,
    scope: 'openid profile videos:read videos:play',
    origins: [APP],
    ...{ store, clock },
    keys: [KEY],
    audit: (event) => events.push(event),
    onRefresh: (role) => roles.push(role),
    fetch: (url, init) => {
      const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
      calls.push(form.get('grant_type') ?? 'none');
      return fetch(url, init);
    },
    ...given,
  };
  const sessions = createSessions(options);
  return {
    ...{ sandbox, sessions, options, clock, store, events, roles },
    browser: new Browser(() => sessions),
    instance: (more = {}) => createSessions({ ...options, ...more }),
    grants: (type) => calls.filter((one) => one === type).length,
  };
}

export const SIGNED_OUT = `${APP}/signed-out`;

/** Registers a confidential application. */
export async function register(
  sandbox: Sandbox,
  details: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly clientId: string; readonly clientSecret: string }> {
  const registered = await sandbox.tell('authorization', 'registerClient', {
    name: 'App',
    redirectUris: [`${APP}/auth/callback`],
    postLogoutRedirectUris: [SIGNED_OUT],
    ...details,
  });
  return registered as { readonly clientId: string; readonly clientSecret: string };
}
