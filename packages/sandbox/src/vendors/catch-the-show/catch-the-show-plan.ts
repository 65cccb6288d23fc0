import { anyOrigin } from '../../http/cors.ts';
import { bearerOf, credentialClass } from '../../credentials/credential-class.ts';
import type { Judgement } from '../../credentials/judgement.ts';
import { UNGUARDED } from '../../credentials/judgement.ts';
import type { ListenerPlan } from '../../listener/listener.ts';
import { requestKind } from '../../http/request-kind.ts';
import type { Account } from './account.ts';
import { filmOf } from './account.ts';
import { catchTheShowApp } from './catch-the-show-app.ts';
import type { ErrorStyle } from './style-error.ts';
import { styleError } from './style-error.ts';

/**
 * Catch The Show: the Live, Video On Demand and Interactive Video APIs below `/v1`, and media below `/media/{id}`.
 *
 * @see Catch The Show, "Authentication overview". What it leaves open (all paths but one, the words of permissions, errors,
 * how a token reaches media) is filled in plainly here and may differ from the live service.
 */
export function catchTheShowPlan(account: Account, errors: () => ErrorStyle): ListenerPlan {
  const app = catchTheShowApp(account);
  return {
    name: 'catchTheShow',
    cors: anyOrigin,
    kind: (path) => requestKind(path, path.startsWith('/v1/') ? 'api' : 'other'),
    judge: (request, url) => judge(account, request, url),
    async serve(request, judgement) {
      const credential = credentialName(account, request);
      const response = await app.fetch(request, { judgement });
      const [, api] = /^\/v1\/([^/]*)/.exec(new URL(request.url).pathname) ?? [];
      if (api !== undefined) account.usage.count(credential, api, response.status);
      return styleError(response, request, errors());
    },
  };
}

function judge(account: Account, request: Request, url: URL): Judgement {
  const [, area, id = ''] = /^\/(v1|media)\/([^/]*)/.exec(url.pathname) ?? [];
  if (area === undefined) return UNGUARDED;
  const credential = credentialClass(request, url);
  const bearer = bearerOf(request);
  if (area === 'media' && filmOf(account, id)?.isPublic === true) return { credential };
  if (bearer === '') return { credential, verdict: 'malformed', refusal: 401 };
  if (area === 'media') {
    const demand = { vendor: 'catchTheShow', film: id, permission: 'media:play' } as const;
    return { credential, ...account.credentials.judge(bearer, demand) };
  }
  const key = account.keys.judge(bearer ?? '');
  return { credential, ...(key ?? account.credentials.judge(bearer, { vendor: 'catchTheShow' })) };
}

function credentialName({ keys, credentials }: Account, request: Request): string {
  const bearer = bearerOf(request);
  const { verdict } = credentials.judge(bearer, { vendor: 'catchTheShow' });
  return keys.find(bearer)?.id ?? (verdict === 'ok' ? 'access-token' : 'none');
}
