import type { CorsPolicy } from '../../http/cors.ts';

const FOR_SCRIPTS = /^\/(token|revoke|introspect|par|userinfo|jwks|\.well-known\/.*)$/;

/** Whether a script may call it; the rest is visited. */
export const isForScripts = (path: string): boolean => FOR_SCRIPTS.test(path);

/** Any page may call what is for scripts, without cookies; which client it may be is oidc-provider's to say. */
export const authorizationCors: CorsPolicy = (request) =>
  isForScripts(new URL(request.url).pathname)
    ? {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'DPoP-Nonce, WWW-Authenticate, Retry-After, Date',
      }
    : {};
