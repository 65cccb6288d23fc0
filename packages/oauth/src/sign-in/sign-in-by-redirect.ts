import { prepareSignIn } from './prepare-sign-in.ts';
import type { SignInParts } from './prepare-sign-in.ts';
import type { SignInOptions } from './sign-in-options.ts';

export async function signInByRedirect(parts: SignInParts, asked: SignInOptions): Promise<void> {
  const { url } = await prepareSignIn(parts, '', asked);
  parts.settings.environment.page.go(url);
}
