import { serve } from '@hono/node-server';
import { startSandbox } from '@playgate/sandbox';
import type { JournalEntry, Sandbox } from '@playgate/sandbox';
import { createPassHandler, deny, grant } from '@playgate/server';
import type { MintedPass, Vendor } from '@playgate/server';
import { once } from 'node:events';
import type { MediaVendor } from './media-vendor.ts';
import { MEDIA_VENDORS, PASS_MS } from './media-vendors.ts';
import { file } from './site-file.ts';
import { createVendorClock } from './vendor-clock.ts';

/** One sandbox, and one application that plays the films of every vendor in it. */
export interface VendorStage {
  readonly app: string;
  readonly sandbox: Sandbox;
  /** `no`: this viewer may not, from now on. `mixed up`: it gives the credential of another film. */
  says: 'yes' | 'no' | 'mixed up';
  /** Lets time pass, for the vendors and the backend, and not for the page, which learns of it by refusals. */
  moveClock(offsetMs: number): Promise<void>;
  /** The media requests of a vendor after an entry of the journal. */
  media(vendor: MediaVendor, after?: number): Promise<readonly JournalEntry[]>;
  mark(): Promise<number>;
}

/** The same, and how to clear and strike it. */
export interface OwnedVendorStage extends VendorStage {
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function startVendorStage(): Promise<OwnedVendorStage> {
  const sandbox = await startSandbox({ ports: 0 });
  const clock = createVendorClock();
  const connected = await Promise.all(
    MEDIA_VENDORS.map(async (one) => [one.name, await one.connect(sandbox, clock)] as const),
  );
  const vendors = new Map(connected);
  const byAsset: Vendor = {
    id: 'stage',
    async mint({ asset, ...granted }, context) {
      const { vendor, film, other } = vendors.get(asset) ?? raise(`There is no vendor ${asset}.`);
      const own = await vendor.mint({ ...granted, asset: film }, context);
      if (stage.says !== 'mixed up' || own.kind !== 'pass') return own;
      const strange = await vendor.mint({ ...granted, asset: other }, context);
      return strange.kind === 'pass' ? exchanged(own, strange) : strange;
    },
  };
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: 'localhost' });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) raise('The stage has no port.');
  const app = `http://localhost:${address.port}`;
  const pass = createPassHandler({
    vendor: byAsset,
    origins: [app],
    decide: (_request, { asset }) =>
      stage.says === 'no'
        ? deny('forbidden')
        : grant({ asset, viewer: 'viewer-1', lifetimeSeconds: PASS_MS / 1000 }),
    clock,
  });
  const answer = (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    return pathname === '/pass' ? pass(request) : file(pathname);
  };
  const stage: OwnedVendorStage = {
    ...{ app, sandbox, says: 'yes' },
    async moveClock(offsetMs) {
      clock.offsetMs = offsetMs;
      await sandbox.setClock(offsetMs);
    },
    mark: async () => (await sandbox.journal()).next,
    async media({ listener }, after = 0) {
      const { entries } = await sandbox.journal(after);
      const kinds = ['manifest', 'playlist', 'key', 'segment'];
      return entries.filter(
        (one) => one.listener === listener && one.method === 'GET' && kinds.includes(one.kind),
      );
    },
    async reset() {
      stage.says = 'yes';
      clock.offsetMs = 0;
      await sandbox.reset();
    },
    async close() {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await sandbox.close();
    },
  };
  return stage;
}

/** What a backend would give that confuses two films: this one's source and places, that one's credentials. */
const exchanged = (own: MintedPass, strange: MintedPass): MintedPass => ({
  ...own,
  rules: own.rules.map((rule, i) => ({ ...rule, place: strange.rules[i]?.place ?? rule.place })),
});

function raise(message: string): never {
  throw new Error(message);
}
