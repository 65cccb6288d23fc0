import { Hono } from 'hono';
import { anyOrigin } from '../cors.ts';
import { bearerOf, credentialClass } from '../credential-class.ts';
import type { Judged, Judgement } from '../judgement.ts';
import type { ListenerPlan } from '../listener.ts';
import type { RequestKind } from '../request-kind.ts';
import { requestKind } from '../request-kind.ts';
import type { IbmEmbedParts } from './ibm-embed.ts';
import { ibmEmbedApp } from './ibm-embed.ts';
import { ibmLocksApi } from './ibm-locks.ts';
import type { IbmTokenParts } from './ibm-token.ts';
import { IBM_API, ibmTokenApi } from './ibm-token.ts';

export type IbmParts = IbmEmbedParts & IbmTokenParts;

/** IBM Video Streaming with viewer authentication v1: the hosts of its API and of its player in one. */
export function ibmPlan(parts: IbmParts): ListenerPlan {
  const app = new Hono<Judged>();
  app.route('/', ibmTokenApi(parts));
  app.route('/', ibmLocksApi(parts.contents));
  app.route('/', ibmEmbedApp(parts));
  return {
    name: 'ibm',
    cors: anyOrigin,
    kind: (path) => requestKind(path, otherKind(path)),
    judge: (request, url) => judge(parts, request, url),
    serve: async (request, judgement) => app.fetch(request, { judgement }),
  };
}

function otherKind(path: string): RequestKind {
  if (/^\/(channels|videos|oauth2)\//.test(path) || path === '/embed/open') return 'api';
  return path.startsWith('/embed/') ? 'embed' : 'other';
}

function judge({ credentials }: IbmParts, request: Request, url: URL): Judgement {
  const credential = credentialClass(request, url);
  if (/^\/(channels|videos)\//.test(url.pathname)) {
    const finding = credentials.judge(bearerOf(request), { vendor: 'ibm', film: IBM_API });
    return { credential, ...finding };
  }
  const film = /^\/embed\/media\/(\w+\/\w+)\//.exec(url.pathname)?.[1];
  if (film === undefined) return { credential };
  const session = url.searchParams.get('session') ?? undefined;
  return { credential, ...credentials.judge(session, { vendor: 'ibm', film }) };
}
