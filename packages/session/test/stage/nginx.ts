import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { mkdtemp, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';

/** An nginx before an application, which keeps whatever it may and gives it to everybody. */
export interface SharedCache {
  /** Asks by way of the cache. */
  fetch(request: Request): Promise<CachedAnswer>;
  close(): Promise<void>;
}

export interface CachedAnswer {
  readonly status: number;
  readonly text: string;
  readonly cookies: readonly string[];
  /** Whether it came from the cache. */
  readonly isHit: boolean;
}

/** The sentence that is printed where there is none. */
export const NO_NGINX =
  'nginx is not installed, so nothing is tested behind a shared cache. Install it with the package manager.';

/** Whether there is one on this machine. Says so once where there is none. */
export function hasNginx(): boolean {
  if (spawnSync('nginx', ['-v']).status === 0) return true;
  process.stderr.write(`${NO_NGINX}\n`);
  return false;
}

/** Careless, but for one thing: it heeds what the application says of its answers. */
const configuration = (folder: string): string => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  proxy_cache_path ${folder}/cache keys_zone=all:1m;
  server {
    listen unix:${folder}/cache.sock;
    location / {
      proxy_pass http://unix:${folder}/app.sock:;
      proxy_set_header Host app.example;
      proxy_cache all;
      proxy_cache_key $uri;
      proxy_cache_methods GET HEAD POST;
      proxy_cache_valid any 1h;
      add_header X-Cache $upstream_cache_status always;
    }
  }
}
`;

/** Starts it, with its sockets and files in a folder of its own. */
export async function startSharedCache(
  handle: (request: Request) => Promise<Response>,
): Promise<SharedCache> {
  const folder = await mkdtemp(join(tmpdir(), 'playgate-nginx-'));
  const app = createAdaptorServer({ fetch: handle }).listen(join(folder, 'app.sock'));
  await once(app, 'listening');
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(folder));
  const changes = watch(folder);
  const running = spawn('nginx', ['-p', folder, '-c', file, '-e', 'stderr'], { stdio: 'inherit' });
  const ended = once(running, 'exit');
  // It writes that down once it listens.
  for await (const { filename } of changes) if (filename === 'nginx.pid') break;
  return {
    fetch: (asked) => ask(join(folder, 'cache.sock'), asked),
    async close() {
      running.kill('SIGKILL');
      await ended;
      app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask(socketPath: string, asked: Request): Promise<CachedAnswer> {
  const { pathname, search } = new URL(asked.url);
  const sent = request({
    ...{ socketPath, path: pathname + search, method: asked.method, agent: false },
    headers: Object.fromEntries(asked.headers),
  });
  sent.end(asked.method === 'POST' ? await asked.text() : undefined);
  const [answer] = await once(sent, 'response');
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) text += String(piece);
  return {
    ...{ status: answer.statusCode, text },
    cookies: answer.headers['set-cookie'] ?? [],
    isHit: answer.headers['x-cache'] === 'HIT',
  };
}
