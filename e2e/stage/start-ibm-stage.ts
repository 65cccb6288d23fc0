import { serve } from '@hono/node-server';
import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { createPassHandler, grant } from '@playgate/server';
import {
  createIbmClient,
  createIbmViewerTokens,
  ibmViewerAuth,
  ibmViewerAuthEntry,
} from '@playgate/server/ibm';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { file } from './site-file.ts';

/** A sandbox whose channel 1003 is behind viewer authentication v2, and an application that mints for it. */
export interface IbmStage {
  readonly app: string;
  readonly sandbox: Sandbox;
  /** How many passes were asked for. */
  asks(): number;
  close(): Promise<void>;
}

export async function startIbmStage(): Promise<IbmStage> {
  const sandbox = await startSandbox({ ports: 0 });
  const server = serve({ fetch: (request) => handle(request), port: 0, hostname: 'localhost' });
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The stage has no port.');
  const app = `http://localhost:${address.port}`;
  const pages = await protect(sandbox, app);
  let asks = 0;
  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/pass') asks += 1;
    return pages[pathname]?.(request) ?? file(pathname);
  }
  return {
    app,
    sandbox,
    asks: () => asks,
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await sandbox.close();
    },
  };
}

type Pages = Readonly<Record<string, (request: Request) => Promise<Response>>>;

/** Sets the key at the vendor, and makes the pages that mint with it. */
async function protect(sandbox: Sandbox, app: string): Promise<Pages> {
  const vendorOrigin = sandbox.addresses.ibm;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { clientId, clientSecret } = sandbox.keys.ibm;
  const api = createIbmClient({
    clientId,
    clientSecret,
    apiUrl: vendorOrigin,
    tokenUrl: `${vendorOrigin}/oauth2/token`,
  });
  await api.viewerAuth.set('channel:1003', {
    // Another host than the page's: what comes back from there does not know the page by itself.
    authUrl: `${app.replace('localhost', 'sign-in.localhost')}/entry`,
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  });
  const tokens = createIbmViewerTokens({
    signingKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    apiUrl: vendorOrigin,
  });
  return {
    '/pass': createPassHandler({
      vendor: ibmViewerAuth({ tokens, vendorOrigin }),
      origins: [app],
      decide: (_request, { asset }) => grant({ asset, viewer: 'viewer-1' }),
    }),
    '/entry': ibmViewerAuthEntry({
      tokens,
      vendorOrigin,
      embeddedIn: [app],
      decide: (request, { asset = '' }) =>
        new URL(request.url).searchParams.has('signed-in')
          ? grant({ asset, viewer: 'viewer-1' })
          : signIn(request.url),
    }),
  };
}

/** One link, to the same address with a yes. */
function signIn(url: string): Response {
  const next = `${url}&signed-in`.replaceAll('&', '&amp;');
  return new Response(
    `<!doctype html><title>Sign in</title><a href="${next}">Sign in, please</a>`,
    {
      headers: { 'content-type': 'text/html' },
    },
  );
}
