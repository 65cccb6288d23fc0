import type { PassRule, Placement } from '@playgate/protocol';
import type { MintedScheme, Sandbox } from '@playgate/sandbox';
import type { Vendor } from '@playgate/server';
import type { MatrixBackend } from './matrix-backend.ts';

/** Passes for the sandbox's self-run origin. An asset is `scheme/film`. */
export const filmVendor = (
  { addresses: { origin } }: Sandbox,
  backend: MatrixBackend,
  mint: (scheme: MintedScheme, film: string) => Promise<string>,
): Vendor => ({
  id: 'films',
  async mint({ asset }) {
    const [scheme = '', film = ''] = asset.split('/');
    const { refusals, lifetimeMs } = backend;
    const url = `${origin}/${asset}/`;
    // The same server by its other name is another origin to a browser.
    const urls = [url, url.replace('127.0.0.1', 'localhost')];
    const rule = (place: Placement, more: Partial<PassRule> = {}): PassRule => ({
      match: { urls },
      place: [place],
      ...(refusals && { refusals }),
      ...more,
    });
    const pass = { kind: 'pass', lifetimeSeconds: lifetimeMs / 1000 } as const;
    const name = 'X-Media-Key';
    switch (scheme) {
      case 'header':
        return {
          ...pass,
          rules: [rule({ kind: 'header', name, value: await mint(scheme, film) })],
        };
      case 'query':
        return {
          ...pass,
          rules: [rule({ kind: 'query', params: { token: await mint(scheme, film) } })],
        };
      case 'cookie':
        await mint(scheme, film);
        return { ...pass, rules: [rule({ kind: 'cookie' })] };
      case 'presigned':
        return {
          ...pass,
          rules: [rule({ kind: 'none' }, { refusals: { 401: 'reload', 403: 'reload' } })],
          source: {
            src: `${url}master.m3u8?token=${await mint('query', film)}`,
            type: 'application/x-mpegURL',
          },
        };
      default: {
        const value = `Bearer ${await mint('bearer', film)}`;
        return { ...pass, rules: [rule({ kind: 'header', name: 'Authorization', value })] };
      }
    }
  },
});
