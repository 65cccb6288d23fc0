import { OAuthError } from '../oauth-error.ts';
import { returnTo } from '../transaction/return-to.ts';
import { withoutPrototype } from '../without-prototype.ts';
import type { CallbackParts } from './answer-callback.ts';
import { authorizationUrl } from './authorization-url.ts';
import type { SignedIn, SignInOptions } from './sign-in-options.ts';

export interface SignInParts extends CallbackParts {
  readonly answer: (state: string, url: string) => Promise<SignedIn>;
}

/** Where the viewer signs in, and what names that sign-in. */
export interface PreparedSignIn {
  readonly state: string;
  readonly url: string;
}

/** Prepares a sign-in, and keeps what its callback needs. */
export async function prepareSignIn(
  parts: SignInParts,
  prefix: string,
  asked: SignInOptions,
): Promise<PreparedSignIn> {
  const { settings, server, keeper, transactions } = parts;
  const { environment, origin } = settings;
  const { page, clock, random } = environment;
  if (!globalThis.crypto?.subtle)
    throw new OAuthError('insecure_context', 'There is no WebCrypto: serve the page by https.');
  await keeper.find();
  const dpop = await parts.dpopKey();
  const [state, verifier, nonce] = [prefix + random(), random(), random()];
  const request = withoutPrototype({ ...asked, ...{ state, verifier, nonce, dpop } });
  const url = await authorizationUrl(settings, server, request);
  const from = page.href();
  const here = from.startsWith(`${origin}/`) ? from.slice(origin.length) : '/';
  transactions.put(state, {
    atMs: clock.now(),
    returnTo: returnTo(request.returnTo ?? here, origin),
    ...{ verifier, nonce },
  });
  return { state, url };
}
