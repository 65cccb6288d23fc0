import { createDpopKeys } from './dpop/dpop-key.ts';
import { createFetch } from './authorized-fetch.ts';
import type { Popup } from './environment.ts';
import type { OAuth } from './oauth.ts';
import type { OAuthEvent } from './oauth-event.ts';
import type { OAuthSettings } from './oauth-options.ts';
import { createServer } from './server/authorization-server.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { createAnswers } from './sign-in/answer-callback.ts';
import { signInByPopup } from './sign-in/sign-in-by-popup.ts';
import { signInByRedirect } from './sign-in/sign-in-by-redirect.ts';
import type { PopupOptions, SignedIn, SignInOptions } from './sign-in/sign-in-options.ts';
import { createRevoke } from './sign-out/revoke.ts';
import { finishSignOut } from './sign-out/finish-sign-out.ts';
import type { Leaving } from './sign-out/finish-sign-out.ts';
import type { SafeStore } from './storage/safe-store.ts';
import { createBearer } from './tokens/bearer-token.ts';
import { createTokenHolder } from './tokens/token-holder.ts';
import { createRefresher } from './tokens/refresher.ts';
import { createTransactions } from './transaction/transactions.ts';

export interface OAuthFlowsParts {
  readonly settings: OAuthSettings;
  readonly store: SafeStore;
  readonly keeper: SessionKeeper;
  readonly emit: (event: OAuthEvent) => void;
}

/** All that talks to servers. Loaded when the first of it is needed, because a page that signs nobody in needs nothing of it. */
export interface OAuthFlows {
  redirect(asked: SignInOptions): Promise<void>;
  popup(popup: Popup, asked: PopupOptions): Promise<SignedIn>;
  answer(state: string, url: string): Promise<SignedIn>;
  signOut(leaving: Leaving): Promise<void>;
  readonly fetch: typeof globalThis.fetch;
  readonly token: OAuth['token'];
}

export function createOAuthFlows(given: OAuthFlowsParts): OAuthFlows {
  const { settings, store, keeper, emit } = given;
  const { environment, key, options } = settings;
  const server = createServer(settings);
  const sessionId = (): string | undefined => keeper.current()?.id;
  const { aheadMs } = server;
  const keys = createDpopKeys({ environment, store, aheadMs, sessionId, emit });
  const dpopKey = async () => (options.dpop ? keys.get() : undefined);
  const transactions = createTransactions(environment, key);
  const parts = { ...given, server, dpopKey, revoke: createRevoke(server, emit), transactions };
  const holder = createTokenHolder(environment.clock, keeper, createRefresher(parts));
  const answer = createAnswers(parts);
  const signIn = { ...parts, answer };
  return {
    answer,
    fetch: createFetch(settings, holder, dpopKey),
    token: createBearer(holder, keeper, environment.clock),
    redirect: (asked) => signInByRedirect(signIn, asked),
    popup: (popup, asked) => signInByPopup(signIn, popup, asked),
    signOut: (leaving) => finishSignOut({ ...parts, forgetKey: keys.forget }, leaving),
  };
}
