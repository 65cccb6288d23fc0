import { createPassHandler, grant } from '@playgate/server';

export const ORIGIN = 'https://app.example';
export const BODY: string = JSON.stringify({ version: 1, asset: 'launch-film' });
export const HEADERS = {
  'content-type': 'application/json',
  'sec-fetch-site': 'same-origin',
  origin: ORIGIN,
  'x-playgate': '1',
} as const;

/** A pass handler whose mint does nothing, so that what is measured is the handler. */
export const handle: (request: Request) => Promise<Response> = createPassHandler({
  vendor: {
    id: 'empty',
    mint: () =>
      Promise.resolve({
        kind: 'pass',
        rules: [{ match: { urls: ['https://cdn.example/'] }, place: [{ kind: 'none' }] }],
      }),
  },
  decide: (_request, { asset }) => grant({ asset, viewer: 'viewer-1' }),
  origins: [ORIGIN],
});
