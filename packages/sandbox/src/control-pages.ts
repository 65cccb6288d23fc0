import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { assetDirectory } from './asset-directory.ts';
import type { Films } from './films.ts';
import type { Addresses } from './listen.ts';
import { embedData } from './page-data.ts';
import type { SandboxClock } from './sandbox-clock.ts';

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
  const directory = assetDirectory('pages');
  const page = (name: string): string => readFileSync(join(directory, name), 'utf8');
  const app = new Hono();
  for (const name of FILES)
    app.get(`/${name}`, (c) =>
      c.body(page(name), 200, {
        'Content-Type': name.endsWith('.css') ? 'text/css' : 'text/javascript',
      }),
    );
  app.get('/', (c) =>
    c.html(
      embedData(page('control.html'), {
        addresses: addresses(),
        films: films.list(),
        embeds: EMBEDS,
      }),
    ),
  );
  app.get('/sample-entry', (c) => c.html(page('sample-entry.html')));
  app.get('/sample-entry/answer', (c) => {
    const back = new URL('/embed/hashlock/pass', addresses().ibm);
    const { user = '', seconds = '300', answer } = c.req.query();
    const expires = Math.floor(clock.now() / 1000) + Math.max(1, Number(seconds) || 1);
    const hash = answer === 'yes' ? sampleHash(user, expires, lockSecret) : 'false';
    back.searchParams.set('hash', hash);
    return c.redirect(back.href);
  });
  return app;
}

/** @see IBM Video Streaming, "Implementing the authentication response". */
function sampleHash(user: string, hashExpire: number, secret: string): string {
  const hash = createHash('md5').update(`${user}|${hashExpire}|${secret}`).digest('hex');
  return JSON.stringify([{ user }, { hashExpire }, { hash }]);
}
