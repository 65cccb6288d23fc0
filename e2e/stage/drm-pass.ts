import type { MintedPass } from '@playgate/server';

/** A film under encryption at the sandbox's self-run origin: its media takes a query, its licences a Bearer. */
export function drmPass(origin: string, asset: string, value: string, seconds: number): MintedPass {
  const [, film = ''] = asset.split('/');
  const base = `${origin}/query/${film}/`;
  const licenses = `${origin}/bearer/${film}/license/`;
  const file = asset.startsWith('drmdash/') ? 'manifest.mpd' : 'master.m3u8';
  return {
    kind: 'pass',
    lifetimeSeconds: seconds,
    rules: [
      {
        match: { urls: [licenses], kinds: ['license', 'certificate'] },
        place: [{ kind: 'header', name: 'Authorization', value: `Bearer ${value}` }],
      },
      { match: { urls: [base] }, place: [{ kind: 'query', params: { token: value } }] },
    ],
    source: {
      src: `${base}cenc/${file}`,
      type: file.endsWith('.mpd') ? 'application/dash+xml' : 'application/x-mpegURL',
      keySystems: { 'org.w3.clearkey': { url: `${licenses}clearkey` } },
    },
  };
}
