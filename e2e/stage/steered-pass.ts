import type { MintedPass } from '@playgate/server';

/** A film on two origins, each with a credential of its own, and a server that steers between them. */
export function steeredPass(
  origin: string,
  asset: string,
  value: string,
  seconds: number,
): MintedPass {
  const [, film = ''] = asset.split('/');
  const bearer = [{ kind: 'header', name: 'Authorization', value: `Bearer ${value}` }] as const;
  const other = origin.replace('127.0.0.1', 'localhost');
  return {
    kind: 'pass',
    lifetimeSeconds: seconds,
    rules: [
      { match: { urls: [`${origin}/bearer/${film}/`], kinds: ['steering'] }, place: bearer },
      {
        match: { urls: [`${origin}/query/${film}/`] },
        place: [{ kind: 'query', params: { token: value } }],
      },
      { match: { urls: [`${other}/bearer/${film}/`] }, place: bearer },
    ],
  };
}
