import type { CorsPolicy } from '../../http/cors.ts';
import { anyOrigin } from '../../http/cors.ts';

/** Every page may read everything, and the nonces of its proofs, too. */
export const stapiCors: CorsPolicy = (request) => {
  const headers = anyOrigin(request);
  const exposed = headers['Access-Control-Expose-Headers'];
  return { ...headers, 'Access-Control-Expose-Headers': `${exposed}, DPoP-Nonce` };
};
