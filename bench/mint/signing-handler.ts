import { createPassHandler, grant } from '@playgate/server';
import { brightcoveStatic } from '@playgate/server/brightcove';
import { HEADERS, ORIGIN } from '../handler/pass-handler.ts';

const BODY = JSON.stringify({ version: 1, asset: 'video:5141' });

/** A pass handler whose vendor signs a JWT for each pass and calls nobody. */
export function passHandlerFor(
  algorithm: 'RS256' | 'ES256',
  signingKey: string,
): (request: Request) => Promise<Response> {
  return createPassHandler({
    vendor: brightcoveStatic({ accountId: '1100863500123', signingKey, algorithm }),
    decide: (_request, { asset }) => grant({ asset, viewer: 'viewer-1' }),
    origins: [ORIGIN],
  });
}

export function passRequests(count: number): readonly Request[] {
  return Array.from(
    { length: count },
    () => new Request(`${ORIGIN}/api/pass`, { method: 'POST', headers: HEADERS, body: BODY }),
  );
}
