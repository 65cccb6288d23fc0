import { isOAuthError, OAuthError } from '../oauth-error.ts';
import type { RefreshParts } from '../tokens/refresh-parts.ts';
import { lastingOf } from '../tokens/grant.ts';
import { returnTo } from '../transaction/return-to.ts';
import type { Transactions } from '../transaction/transactions.ts';
import { beginSession } from './begin-session.ts';
import { exchangeCode } from './exchange-code.ts';
import type { SignedIn } from './sign-in-options.ts';

export interface CallbackParts extends RefreshParts {
  readonly transactions: Transactions;
}

/** Answers callbacks: each state once, however often it is asked. */
export function createAnswers(parts: CallbackParts) {
  const { settings, keeper, transactions } = parts;
  const answers = new Map<string, Promise<SignedIn>>();

  async function answer(state: string, url: URL): Promise<SignedIn> {
    const transaction = transactions.take(state);
    if (!transaction)
      throw new OAuthError('state_mismatch', 'This answers no sign-in of this tab.');
    const path = returnTo(transaction.returnTo, settings.origin);
    const result: SignedIn = { status: 'signed-in', returnTo: path };
    if (transaction.verifier === undefined) {
      if (await keeper.find()) return result;
      throw new OAuthError('callback_replayed', 'This callback was answered before.');
    }
    await keeper.find();
    const marked = keeper.tabs.marked();
    const grant = await exchangeCode(parts, transaction, state, url);
    const now = keeper.tabs.marked();
    if (now !== marked && !now.startsWith('in')) {
      void parts.revoke(lastingOf(grant));
      throw new OAuthError('signed_out', 'The viewer signed out meanwhile.');
    }
    await beginSession(parts, grant);
    return result;
  }

  return (state: string, url: string): Promise<SignedIn> => {
    const given =
      answers.get(state) ??
      answer(state, new URL(url)).catch((error: unknown) => {
        if (isOAuthError(error)) keeper.fail(error);
        throw error;
      });
    answers.set(state, given);
    return given;
  };
}
