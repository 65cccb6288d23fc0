import { Hono } from 'hono';
import type { Judged } from '../../credentials/judgement.ts';
import { failure, formOf, onOwn } from './api-access.ts';
import type { HashLock } from './hash-lock.ts';
import { printChannelLock, readHashLock } from './hash-lock.ts';
import type { Settings } from './settings.ts';

/**
 * The API that sets, shows and removes locks. A video's lock is shown with its secret and a channel's without, as documented.
 *
 * @see IBM Video Streaming, "Implementing viewer authentication" (deprecated).
 */
export function hashLocksApi(locks: Settings<HashLock>): Hono<Judged> {
  const app = new Hono<Judged>();
  app.put('/channels/:id/locks/hash/advanced.json', (c) =>
    onOwn(c, 'channel', async (content) => {
      const lock = readHashLock(await formOf(c));
      if (typeof lock === 'string') return failure(c, 400, lock);
      return c.body(null, locks.set(content, lock) ? 204 : 201);
    }),
  );
  app.get('/channels/:id/locks/hash.json', (c) =>
    onOwn(c, 'channel', (content) => {
      const lock = locks.own(content);
      return lock ? c.json({ hashlock: printChannelLock(lock) }) : failure(c, 404, 'not_found');
    }),
  );
  app.delete('/channels/:id/locks/hash.json', (c) =>
    onOwn(c, 'channel', (content) =>
      locks.remove(content) ? c.body(null, 200) : failure(c, 404, 'not_found'),
    ),
  );

  app.put('/videos/:id/locks/hash.json', (c) =>
    onOwn(c, 'recorded', async (content) => {
      const lock = readHashLock(await formOf(c));
      if (typeof lock === 'string') return failure(c, 400, lock);
      locks.set(content, lock);
      return c.body(null, 204);
    }),
  );
  app.get('/videos/:id/locks/hash.json', (c) =>
    onOwn(c, 'recorded', (content) => {
      const lock = locks.own(content);
      if (!lock) return failure(c, 404, 'not_found');
      return c.json({ hashlock: { url: lock.url, secret: lock.secret } });
    }),
  );
  app.delete('/videos/:id/locks/hash.json', (c) =>
    onOwn(c, 'recorded', (content) =>
      locks.remove(content) ? c.body(null, 204) : failure(c, 404, 'not_found'),
    ),
  );
  return app;
}
