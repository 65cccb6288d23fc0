import type { CorsPolicy } from '../../http/cors.ts';
import type { ListenerPlan } from '../../listener/listener.ts';
import type { RequestKind } from '../../http/request-kind.ts';
import { requestKind } from '../../http/request-kind.ts';
import { DENIALS, denialResponse } from './denial.ts';
import type { Finding } from './finding.ts';
import { judgeRequest } from './judge-request.ts';
import { isDrm, parseMuxPath } from './mux-path.ts';
import { serveEdge } from './serve-edge.ts';
import type { ServingParts } from './serve-guarded.ts';
import { serveGuarded } from './serve-guarded.ts';

/** `stream`, `image`, `license` and the hosts that manifests lead to, on one listener: their paths do not collide. */
export function muxPlan(parts: ServingParts): ListenerPlan {
  /** What was found out before is what is served by. */
  const findings = new WeakMap<Request, Finding>();
  return {
    name: 'mux',
    cors,
    kind: kindOf,
    judge(request, url) {
      const finding = judgeRequest(parts, request, url);
      findings.set(request, finding);
      return finding.judgement;
    },
    async serve(request, judgement) {
      const finding = findings.get(request) ?? { judgement };
      const path = parseMuxPath(new URL(request.url).pathname);
      if (finding.denial || !path) return denialResponse(finding.denial ?? DENIALS.unknown);
      return path.by === 'signature'
        ? serveEdge(parts, request, path)
        : serveGuarded(parts, request, path.part, finding);
    },
  };
}

function kindOf(pathname: string): RequestKind {
  const path = parseMuxPath(pathname);
  if (path?.by !== 'token') return requestKind(pathname);
  if (path.part.kind === 'master') return 'manifest';
  return isDrm(path.part) ? 'license' : requestKind(pathname);
}

/** Every page may read, without credentials of its own. */
const cors: CorsPolicy = () => ({
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Content-Range, Content-Length, Date',
});
