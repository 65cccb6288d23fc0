import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { Films } from '../films/films.ts';
import type { Addresses } from '../listener/listen.ts';
import { servePageAssets } from '../html/page-assets.ts';
import { controlPage } from '../html/control-page.ts';
import { sampleEntryPage } from '../html/sample-entry-page.ts';
import type { SandboxClock } from '../sandbox-clock.ts';

export interface ControlPagesParts {
  readonly addresses: () => Addresses;
  readonly films: Films;
  readonly clock: SandboxClock;
  /** Signs the sample's answers. */
  readonly lockSecret: string;
}

const FILES = ['control.js', 'control.css', 'sample-entry.css'] as const;

const EMBEDS = [
  { path: '/embed/1001', title: 'IBM channel 1001, locked' },
  { path: '/embed/recorded/2002', title: 'IBM video 2002, with a lock of its own' },
  { path: '/embed/recorded/2003', title: 'IBM video 2003, open' },
];

/** The page that shows the sandbox at a glance, and a sample of an application's sign-in page for embeds to open. */
export function controlPages({ addresses, films, clock, lockSecret }: ControlPagesParts): Hono {
  const app = new Hono();
  servePageAssets(app, '/assets', FILES);
  app.get('/', (c) =>
    c.html(controlPage({ addresses: addresses(), films: films.list(), embeds: EMBEDS })),
  );
  app.get('/sample-entry', (c) =>
    c.html(sampleEntryPage(encodeURIComponent(c.req.query('hashConsumer') ?? ''))),
  );
  app.get('/sample-entry/answer', (c) => {
    const { user = '', seconds = '300', answer, consumer = '' } = c.req.query();
    const back = returnUrl(decodeURIComponent(consumer), addresses().ibm);
    const expires = Math.floor(clock.now() / 1000) + Math.max(1, Number(seconds) || 1);
    const hash = answer === 'yes' ? sampleHash(user, expires, lockSecret) : 'false';
    back.searchParams.set('hash', hash);
    return c.redirect(back.href);
  });
  return app;
}

/** The `hashConsumer`, if it is the vendor's, or its player. */
function returnUrl(consumer: string, vendor: string): URL {
  const isOfVendor = URL.canParse(consumer) && new URL(consumer).origin === vendor;
  return new URL(isOfVendor ? consumer : '/embed/hashlock/pass', vendor);
}

/** @see IBM Video Streaming, "Implementing the authentication response". */
function sampleHash(user: string, hashExpire: number, secret: string): string {
  const hash = createHash('md5').update(`${user}|${hashExpire}|${secret}`).digest('hex');
  return JSON.stringify([{ user }, { hashExpire }, { hash }]);
}
