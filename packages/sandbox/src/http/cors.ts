type HeaderList = Readonly<Record<string, string>>;

const EXPOSED = 'Retry-After, WWW-Authenticate, Content-Range, Content-Length, Date';
const METHODS = 'GET, HEAD, POST, PUT, DELETE, OPTIONS';

/** Says which headers let the page that asked read the answer. */
export type CorsPolicy = (request: Request) => HeaderList;

/** Says nothing. */
export const noCors: CorsPolicy = () => ({});

/** Every page may read everything, with credentials. */
export const anyOrigin: CorsPolicy = (request) => allow(request.headers.get('origin') ?? '*');

/** Only pages that this computer serves may read. */
export const loopbackOrigin: CorsPolicy = (request) => {
  const origin = request.headers.get('origin');
  return origin !== null && isLoopbackOrigin(origin) ? allow(origin) : { Vary: 'Origin' };
};

export const isLoopbackOrigin = (origin: string): boolean =>
  /^https?:\/\/(127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)*localhost)(:\d+)?$/.test(origin);

function allow(origin: string): HeaderList {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': EXPOSED,
    ...(origin !== '*' && { 'Access-Control-Allow-Credentials': 'true' }),
    Vary: 'Origin',
  };
}

/** The answer to a preflight: whatever is asked for is allowed where the policy allows the origin. */
export function preflight(request: Request, policy: CorsPolicy): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...policy(request),
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': request.headers.get('access-control-request-headers') ?? '',
      'Access-Control-Max-Age': '600',
    },
  });
}

/** Makes an answer readable by the page that asked. */
export function withCors(response: Response, request: Request, policy: CorsPolicy): Response {
  for (const [name, value] of Object.entries(policy(request))) response.headers.set(name, value);
  return response;
}
