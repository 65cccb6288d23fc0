import { OAuthError } from '../oauth-error.ts';
import type { DpopKey } from '../dpop/dpop-key.ts';
import type { Popup } from '../environment.ts';
import { returnTo } from '../transaction/return-to.ts';
import type { CallbackParts } from './answer-callback.ts';
import { authorizationUrl } from './authorization-url.ts';
import { answerOf } from './popup.ts';
import { POPUP } from './relay.ts';
import type { PopupOptions, SignedIn, SignInOptions } from './sign-in-options.ts';

export interface SignInParts extends CallbackParts {
  readonly dpopKey: () => Promise<DpopKey | undefined>;
  readonly answer: (state: string, url: string) => Promise<SignedIn>;
}

/** Prepares a sign-in, and keeps what its callback needs. */
async function prepare(parts: SignInParts, prefix: string, asked: SignInOptions) {
  const { settings, server, keeper, transactions } = parts;
  const { environment, origin } = settings;
  const { page, clock, random } = environment;
  if (!globalThis.crypto?.subtle)
    throw new OAuthError('insecure_context', 'There is no WebCrypto: serve the page by https.');
  await keeper.find();
  const dpop = await parts.dpopKey();
  const [state, verifier, nonce] = [prefix + random(), random(), random()];
  const request = { ...asked, ...{ state, verifier, nonce, dpop } };
  const url = await authorizationUrl(settings, server, request);
  const from = page.href();
  const here = from.startsWith(`${origin}/`) ? from.slice(origin.length) : '/';
  transactions.put(state, {
    atMs: clock.now(),
    returnTo: returnTo(asked.returnTo ?? here, origin),
    ...{ verifier, nonce },
  });
  return { state, url };
}

export async function signInByRedirect(parts: SignInParts, asked: SignInOptions): Promise<void> {
  const { url } = await prepare(parts, '', asked);
  parts.settings.environment.page.go(url);
}

/** @param popup Empty still. */
export async function signInByPopup(
  parts: SignInParts,
  popup: Popup,
  { signal, ...asked }: PopupOptions,
): Promise<SignedIn> {
  const { settings, keeper, transactions } = parts;
  const { environment, origin } = settings;
  try {
    const { state, url } = await prepare(parts, POPUP, asked);
    popup.location.replace(url);
    const how = { environment, origin, signal, onCallback: keeper.onCallback.bind(keeper) };
    const answer = await answerOf(popup, state, how).catch((error: unknown) => {
      transactions.drop(state);
      throw error;
    });
    return await parts.answer(state, answer);
  } finally {
    popup.close();
  }
}
