import type { Secret, Session } from '@playgate/session';

/**
 * The titles of a viewer's videos at STAPI, asked for with the viewer's own token.
 *
 * @returns `undefined`: the viewer has to sign in again. `'unavailable'`: the API gave no list.
 */
export async function listVideos(
  stapi: string,
  { accessToken }: Pick<Session, 'accessToken'>,
  signal: AbortSignal,
): Promise<readonly string[] | 'unavailable' | undefined> {
  let token = await accessToken({ signal });
  let response = token && (await ask(stapi, token, signal));
  if (token && response?.status === 401) {
    // It may have ended there before its time. Once: a new one that is refused, too, says something else.
    token = await accessToken({ refused: token, signal });
    response = token && (await ask(stapi, token, signal));
  }
  if (response === undefined) return undefined;
  if (!response.ok) return 'unavailable';
  const { data }: { readonly data: readonly { readonly title: string }[] } = await response.json();
  return data.map(({ title }) => title);
}

const ask = (stapi: string, token: Secret, signal: AbortSignal): Promise<Response> =>
  fetch(`${stapi}/v1/videos`, {
    headers: { Authorization: `Bearer ${token.reveal()}` },
    redirect: 'manual',
    signal,
  });
