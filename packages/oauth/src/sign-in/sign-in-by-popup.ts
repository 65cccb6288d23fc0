import type { Popup } from '../environment.ts';
import { race } from '../race.ts';
import { answerOf } from './popup.ts';
import { POPUP } from './relay.ts';
import { prepareSignIn } from './prepare-sign-in.ts';
import type { SignInParts } from './prepare-sign-in.ts';
import type { PopupOptions, SignedIn } from './sign-in-options.ts';

/** @param popup Empty still; closed by who opened it. */
export async function signInByPopup(
  parts: SignInParts,
  popup: Popup,
  { signal, ...asked }: PopupOptions,
): Promise<SignedIn> {
  const { settings, keeper, transactions } = parts;
  const { environment, origin } = settings;
  const signals = [signal, keeper.disposed];
  const { state, url } = await race(prepareSignIn(parts, POPUP, asked), ...signals);
  popup.location.replace(url);
  const how = { environment, origin, signals, onCallback: keeper.onCallback.bind(keeper) };
  const answer = await answerOf(popup, state, how).catch((error: unknown) => {
    transactions.drop(state);
    throw error;
  });
  return parts.answer(state, answer);
}
