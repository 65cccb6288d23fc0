import { bearer, createObservable, createPassClient, tokenSource } from '@playgate/client';
import type { Observable, PassClient } from '@playgate/client';
import { createOAuth } from '@playgate/oauth';
import type { OAuth, OAuthEvent } from '@playgate/oauth';
import { onceDone } from '../site/once-done.ts';
import { onOtherSettings, readBrowserSettings, saveBrowserSettings } from './browser-settings.ts';
import type { BrowserSettings } from './browser-settings.ts';
import { readConfig } from './read-config.ts';
import type { SignInConfig } from './read-config.ts';

/** The browser signs in itself: a public client, whose tokens are in this page. */
export interface BrowserWay {
  /** Another one for each choice of settings; what is keyed by it starts afresh. */
  readonly number: number;
  readonly settings: BrowserSettings;
  readonly config: SignInConfig;
  readonly oauth: OAuth;
  /** Whose passes are the viewer's own tokens. */
  readonly client: PassClient;
  /** Hears what the OAuth client tells. */
  hear(listener: (event: OAuthEvent) => void): () => void;
}

/** Where the authorization server sends the browser back to. */
export const CALLBACK_PATH = '/callback';

const way = createObservable<BrowserWay | undefined>(undefined);

/** It; `undefined` until it is opened. One for the whole page: tokens in memory must survive the way from the callback. */
export const browserWay: Observable<BrowserWay | undefined> = way;

/** Opens it, once. */
export const openBrowserWay: () => Promise<SignInConfig> = onceDone(open);

async function open(): Promise<SignInConfig> {
  const read = await readConfig();
  way.set(createBrowserWay(1, read, readBrowserSettings()));
  onOtherSettings(() => replace(readBrowserSettings()));
  return read;
}

/** Begins anew with other settings. */
export function chooseSettings(settings: BrowserSettings): void {
  saveBrowserSettings(settings);
  replace(settings);
}

function replace(settings: BrowserSettings): void {
  const before = way.get();
  if (before === undefined) return;
  way.set(createBrowserWay(before.number + 1, before.config, settings));
  before.client.dispose();
  before.oauth.dispose();
}

function createBrowserWay(
  number: number,
  read: SignInConfig,
  settings: BrowserSettings,
): BrowserWay {
  const listeners = new Set<(event: OAuthEvent) => void>();
  const { issuer, clientId, scope, api, media } = read;
  const oauth = createOAuth({
    ...{ issuer, clientId, scope, dpop: settings.dpop, refreshTokenStorage: settings.keep },
    redirectUri: location.origin + CALLBACK_PATH,
    postLogoutRedirectUri: `${location.origin}/sign-in`,
    urls: [`${api}/`],
    onEvent(event) {
      for (const listener of listeners) listener(event);
    },
  });
  const client = createPassClient({
    source: tokenSource(oauth.token),
    place: bearer({ urls: [media] }),
    session: oauth.session,
  });
  return {
    ...{ number, settings, config: read, oauth, client },
    hear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
