import { createOAuth } from '../../src/index.ts';
import type { OAuth, OAuthEvent, OAuthOptions } from '../../src/index.ts';
import type { FakeBrowser, FakeTab } from './fake-browser.ts';
import type { ScriptedServer } from './scripted-server.ts';

export interface ScriptedTab {
  readonly tab: FakeTab;
  readonly oauth: OAuth;
  readonly events: OAuthEvent[];
}

/** A tab of a browser, with a client of a scripted server. */
export function scriptedTab(
  browser: FakeBrowser,
  server: ScriptedServer,
  more: Partial<OAuthOptions> = {},
  tab: FakeTab = browser.open('https://app.example/'),
): ScriptedTab {
  const events: OAuthEvent[] = [];
  const oauth = createOAuth({
    issuer: server.issuer,
    clientId: 'app',
    redirectUri: 'https://app.example/callback',
    onEvent: (event) => events.push(event),
    ...more,
    environment: { ...tab.environment(server.fetch), ...more.environment },
  });
  return { tab, oauth, events };
}

/** Comes back from the server with a code. */
export async function signInAt({ tab, oauth }: ScriptedTab): Promise<void> {
  await oauth.signIn.redirect();
  const state = new URL(tab.wentTo ?? '').searchParams.get('state') ?? '';
  tab.href = `https://app.example/callback?code=c&state=${state}`;
  await oauth.callback();
}

/** A browser where somebody signed in before, and all tabs are closed. */
export async function signedInBefore(browser: FakeBrowser, server: ScriptedServer): Promise<void> {
  const first = scriptedTab(browser, server, { refreshTokenStorage: 'indexeddb' });
  await signInAt(first);
  first.oauth.dispose();
  first.tab.kill();
  server.asked.length = 0;
}
