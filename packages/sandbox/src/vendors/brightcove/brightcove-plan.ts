import type { CorsPolicy } from '../../http/cors.ts';
import type { ListenerPlan } from '../../listener/listener.ts';
import type { RequestKind } from '../../http/request-kind.ts';
import { requestKind } from '../../http/request-kind.ts';
import { denialResponse } from './denial.ts';
import type { Door, Finding } from './door.ts';
import type { Failures } from './failures.ts';
import { MISSING } from './management/management-denials.ts';

/**
 * All hosts on one listener.
 *
 * @param doors The first that opens counts.
 */
export function brightcovePlan(doors: readonly Door[], failures: Failures): ListenerPlan {
  const doorOf = (request: Request, url: URL): Door | undefined =>
    doors.find((door) => door.opens(request, url));
  /** What was found out before is what is served by. */
  const findings = new WeakMap<Request, Finding>();
  return {
    name: 'brightcove',
    cors,
    kind: kindOf,
    shownPath: (path) => path.replace(/(\/blacklist\/tokens\/).+$/, '$1:token'),
    judge(request, url) {
      const finding = doorOf(request, url)?.judge(request, url);
      if (finding) findings.set(request, finding);
      return finding?.judgement ?? { credential: 'none' };
    },
    async serve(request, judgement) {
      const door = doorOf(request, new URL(request.url));
      if (!door) return denialResponse(MISSING);
      const failure = failures.take(door.name);
      return failure
        ? door.refuse(failure, request)
        : door.serve(request, findings.get(request) ?? { judgement });
    },
  };
}

function kindOf(path: string): RequestKind {
  if (path.startsWith('/license/v1/aes128/')) return 'key';
  if (/^\/license\/|\/licenses\//.test(path)) return 'license';
  if (path.endsWith('/manifest.mpd')) return 'manifest';
  return requestKind(path, /^\/(v1|v4|api|playback|reports)\//.test(path) ? 'api' : 'other');
}

/** Pages may call what players call. Management is for servers: no page may read it. */
const cors: CorsPolicy = ({ url }) =>
  /^\/(v1|v4|reports)\//.test(new URL(url).pathname)
    ? {}
    : {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Retry-After, Content-Range, Content-Length, Date',
      };
