import type { OAuth } from './oauth.ts';
import { OAuthError } from './oauth-error.ts';
import { tell } from './observable.ts';
import { readOptions } from './oauth-options.ts';
import type { OAuthOptions } from './oauth-options.ts';
import type { OAuthFlows, OAuthFlowsParts } from './oauth-flows.ts';
import { createSessionKeeper } from './session-keeper.ts';
import { callbackState, withoutAnswer } from './sign-in/callback-address.ts';
import { POPUP, relay } from './sign-in/relay.ts';
import { safeStore } from './storage/safe-store.ts';
import { isStoredSession } from './storage/stored-session.ts';

/**
 * Makes the OAuth client of an application: one for each. It starts with its first use, so that it can be made on a server, too.
 *
 * @throws {OAuthError} `config`, naming the option.
 */
export function createOAuth(options: OAuthOptions): OAuth {
  const settings = readOptions(options);
  const { environment, key } = settings;
  const { page } = environment;
  const { redirectUri, onEvent } = settings.options;
  const store = safeStore(environment, key);
  const keeper = createSessionKeeper(settings, store);
  const flows = onDemand({
    ...{ settings, store, keeper },
    emit(event) {
      if (!keeper.disposed.aborted) tell(() => onEvent?.(event));
    },
  });
  return {
    session: keeper.session,
    signIn: {
      redirect: async (asked = {}) => (await flows()).redirect(asked),
      async popup({ features = 'popup,width=480,height=640', ...asked } = {}) {
        // In the task of the click; later browsers block it.
        const popup = page.open(features);
        if (!popup) throw new OAuthError('popup_blocked', 'The browser opened no window.');
        try {
          return await (await flows()).popup(popup, asked);
        } finally {
          popup.close();
        }
      },
    },
    async callback(address = page.href()) {
      const state = callbackState(address, redirectUri);
      if (state === undefined) return undefined;
      // Before anything that may fail: nobody who asks from now on is to see the code.
      if (address === page.href()) page.show(withoutAnswer(address));
      if (state.startsWith(POPUP)) {
        relay(settings, keeper.tabs, address);
        return { status: 'relayed', returnTo: '/' };
      }
      keeper.answering(true);
      try {
        return await (await flows()).answer(state, address);
      } finally {
        keeper.answering(false);
      }
    },
    fetch: async (input, init) => (await flows()).fetch(input, init),
    token: async (options) => (await flows()).token(options),
    async signOut(how = {}) {
      const { refresh, idToken, token } = keeper.current() ?? {};
      keeper.end(new OAuthError('signed_out', 'Signed out.'), 'out');
      let stored: string | undefined;
      await store.update('session', (value) => {
        if (isStoredSession(value)) stored = value.refresh;
        return undefined;
      });
      const leaving = { ...how, idToken, token: stored ?? refresh ?? token?.value };
      await (await flows()).signOut(leaving);
    },
    dispose: () => keeper.dispose(),
  };
}

/** Loads it once, and again if that failed. */
function onDemand(parts: OAuthFlowsParts): () => Promise<OAuthFlows> {
  let flows: Promise<OAuthFlows> | undefined;
  return () =>
    (flows ??= import('./oauth-flows.ts').then(
      ({ createOAuthFlows }) => createOAuthFlows(parts),
      () => {
        flows = undefined;
        throw new OAuthError('network', 'A part of this application cannot be loaded.');
      },
    ));
}
