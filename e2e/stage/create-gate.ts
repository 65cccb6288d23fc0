import { epochMs } from '@playgate/protocol';
import type { Vendor } from '@playgate/server';
import { deny } from '@playgate/server';
import {
  createHashlockEntryHandler,
  createHashlockPassPage,
  formatHashlock,
  hashlock,
  mintHashlock,
  signedIn,
} from '@playgate/server/hashlock';
import type { AppParts } from './app-parts.ts';

/** The gate of the `hash` scheme: its vendor, the pages shown in its frame, and a way to make a credential by hand. */
export interface Gate {
  readonly vendor: Vendor;
  page(request: Request): Promise<Response>;
  hash(viewer: string): Promise<string>;
}

/** A page with a button for each viewer that leads back to the same address with the choice added. */
function choice(url: string): Response {
  const button = (who: string): string => {
    const to = new URL(url);
    to.searchParams.set('who', who);
    return `<button onclick="location.href = ${JSON.stringify(to.href).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">Sign in as ${who}</button>`;
  };
  return new Response(
    `<!doctype html><title>Sign in</title>${['ada', 'grace', 'nobody'].map(button).join(' ')}`,
    {
      headers: { 'content-type': 'text/html' },
    },
  );
}

export function createGate({ sandbox, backend, origin }: AppParts): Gate {
  const key = { secret: sandbox.keys.origin.hashSecret, fields: ['user'] };
  const now = () => epochMs(Date.now() + backend.clockOffsetMs);
  const returnUrl = `${origin}/hashlock/pass`;
  const pass = createHashlockPassPage({ origins: [origin] });
  const entry = (request: Request): Promise<Response> =>
    createHashlockEntryHandler({
      ...key,
      defaultReturn: returnUrl,
      framedBy: [origin],
      maxLifetimeSeconds: backend.hashSeconds,
      clock: { now },
      decide: (_request, { query }) => {
        const who = query.get('who');
        if (who === null) return choice(request.url);
        return who === 'nobody' ? deny('forbidden') : signedIn({ user: who });
      },
    })(request);
  return {
    vendor: hashlock({
      ...key,
      mediaUrls: [`${sandbox.addresses.origin}/hash/launch-film/`],
      interaction: {
        entryUrl: `${origin}/hashlock/entry?theme=plain`,
        returnUrl,
        message: 'This film is for members.',
        buttonCaption: 'Open the door',
      },
    }),
    page: (request) =>
      new URL(request.url).pathname === '/hashlock/entry' ? entry(request) : pass(request),
    hash: (viewer) =>
      Promise.resolve(formatHashlock(mintHashlock({ user: viewer }, { ...key, now: now() }))),
  };
}
