import { deny } from '../../mint/decision.ts';
import type { Vendor } from '../../vendor.ts';
import { filmLocator, parseAsset } from './film-place.ts';
import type { FilmPlaceOptions } from './film-place.ts';
import { playTokens } from './play-tokens.ts';
import type { PlayTokenOptions } from './play-tokens.ts';
import { VENDOR_ID } from '../vendor-id.ts';

/** Options of `stapi`: where films lie, and whose tokens open them. */
export type StapiOptions = FilmPlaceOptions & PlayTokenOptions;

/**
 * STAPI. A grant's asset is `video:<id>` or `live:<id>`. Each pass gets an access token, as `Authorization: Bearer` on that film and nowhere
 * else: a fresh one of the application, narrowed to the film, or the viewer's own. An API key never goes to a browser.
 *
 * The vendor's document does not say how media are locked. It says that access tokens are for client-side use, limited by scope and short;
 * that they open media is an assumption, and so are the scope and the place of films. Nothing of this was tried against a live service.
 *
 * A token lasts as long as the vendor says, which may be longer than the pass.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see STAPI, "OAuth 2.0".
 */
export function stapi(options: StapiOptions): Vendor {
  const locate = filmLocator(options);
  const getToken = playTokens(options);
  return {
    id: VENDOR_ID,
    async mint(grant, context) {
      const { urls, source } = locate(parseAsset(grant.asset));
      const given = await getToken(urls[0], grant, context);
      if (given === undefined) return deny('unauthenticated');
      const { token, expiresInSeconds } = given;
      const value = `Bearer ${token.reveal()}`;
      return {
        kind: 'pass',
        source,
        rules: [{ match: { urls }, place: [{ kind: 'header', name: 'Authorization', value }] }],
        ...(expiresInSeconds !== undefined && { lifetimeSeconds: expiresInSeconds }),
      };
    },
  };
}
