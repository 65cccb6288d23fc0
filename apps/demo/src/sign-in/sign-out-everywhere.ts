import { send } from '../site/send.ts';

/**
 * Ends all sessions of the viewer in the backend.
 *
 * @returns Where the authorization server ends its own.
 */
export async function signOutEverywhere(): Promise<string | undefined> {
  const response = await send('POST', '/auth/sign-out-everywhere');
  const answer: { readonly continue_at?: string } = await response.json();
  return answer.continue_at;
}
