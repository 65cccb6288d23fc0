import { requestKind } from '../../http/request-kind.ts';
import type { IssuedTokens } from '../authorization/issued-tokens.ts';
import type { Emulator, EmulatorParts } from '../emulator.ts';
import { createApiKeys } from './api-keys.ts';
import { createDpopNonces } from './dpop-nonces.ts';
import { createDpopProofs } from './dpop-proofs.ts';
import { judge } from './judge.ts';
import { createLiveStreams } from './live-streams.ts';
import { changeSettings, DEFAULT_SETTINGS } from './settings.ts';
import { stapiApp } from './stapi-app.ts';
import { stapiCors } from './stapi-cors.ts';
import type { StapiKeys } from './stapi-keys.ts';
import { createVideos } from './videos.ts';
import { createViews } from './views.ts';

/**
 * STAPI: the API below `/v1`, and media below `/media/{id}`, for access tokens with the scope `videos:play`.
 *
 * @param tokens The access tokens of the authorization server beside it.
 * @see STAPI, "Authentication overview". It shows `GET /v1/videos` and its answer, the header of the API key, Bearer tokens, and that
 * an error is a status and a text. All other paths, bodies, permissions and the way to media are filled in plainly here.
 */
export function createStapi(parts: EmulatorParts, tokens: IssuedTokens): Emulator<StapiKeys> {
  const { credentials, films, clock, randomText, addresses } = parts;
  let settings = DEFAULT_SETTINGS;
  const apiKeys = createApiKeys(parts);
  const nonces = createDpopNonces(randomText(), clock.real);
  const asksForNonce = () => (settings.dpopNonce ? nonces : undefined);
  const app = stapiApp({
    ...parts,
    videos: createVideos(films, randomText),
    liveStreams: createLiveStreams({ films, clock, randomText }),
    views: createViews(),
    nonce: () => asksForNonce()?.current(),
  });
  const judging = {
    ...{ apiKeys, tokens, credentials },
    proofs: createDpopProofs({ now: clock.real, nonces: asksForNonce }),
    settings: () => settings,
    address: () => addresses().stapi,
  };
  return {
    plan: {
      name: 'stapi',
      cors: stapiCors,
      kind: (path) => requestKind(path, path.startsWith('/v1/') ? 'api' : 'other'),
      judge: (request, url) => judge(judging, request, url),
      serve: async (request, judgement) => app.fetch(request, { judgement }),
    },
    keys: { apiKey: apiKeys.create({ name: 'Sandbox' }).key },
    commands: {
      createApiKey: (details) => apiKeys.create(details),
      apiKeys: () => ({ keys: apiKeys.list() }),
      revokeApiKey: (details) => apiKeys.revoke(details),
      changeSettings(details) {
        settings = changeSettings(settings, details);
        return settings;
      },
    },
  };
}
