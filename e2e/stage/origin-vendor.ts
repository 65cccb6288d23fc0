import type { PassRule, Placement } from '@playgate/protocol';
import type { Vendor } from '@playgate/server';
import type { AppParts } from './app-parts.ts';
import { drmPass } from './drm-pass.ts';
import { steeredPass } from './steered-pass.ts';

/** Passes for the sandbox's self-run origin, one placement for each of its schemes. An asset is `scheme/film`. */
export function originVendor({ sandbox, backend, mint }: AppParts): Vendor {
  const { origin } = sandbox.addresses;
  return {
    id: 'stage-origin',
    async mint({ asset }) {
      const url = `${origin}/${asset}/`;
      // The same server by its other name is another origin to a browser.
      const urls = [url, url.replace('127.0.0.1', 'localhost')];
      const value = await mint(asset, backend.lifetimeMs);
      const seconds = backend.lifetimeMs / 1000;
      const [scheme] = asset.split('/');
      const pass = (place: readonly Placement[], more: Partial<PassRule> = {}) => ({
        kind: 'pass' as const,
        lifetimeSeconds: seconds,
        rules: [{ match: { urls }, place, ...more }],
      });
      switch (scheme) {
        case 'bearer':
          return pass([{ kind: 'header', name: 'Authorization', value: `Bearer ${value}` }]);
        case 'header':
          return pass([{ kind: 'header', name: 'X-Media-Key', value }]);
        case 'query':
          return pass([{ kind: 'query', params: { token: value } }]);
        case 'cookie':
          return pass([{ kind: 'cookie' }]);
        case 'steered':
          return steeredPass(origin, asset, value, seconds);
        case 'drmhls':
        case 'drmdash':
          return drmPass(origin, asset, value, seconds);
        case 'presigned':
          return {
            ...pass([{ kind: 'none' }], { refusals: { 401: 'reload', 403: 'reload' } }),
            source: { src: `${url}master.m3u8?token=${value}`, type: 'application/x-mpegURL' },
          };
        default:
          return pass([{ kind: 'none' }]);
      }
    },
  };
}
