import { Hono } from 'hono';
import type { Judged } from '../../credentials/judgement.ts';
import { failure, formOf, isPageUrl, onOwn } from './api-access.ts';
import type { Content } from './contents.ts';
import type { Settings } from './settings.ts';

/** The two locks that stand beside viewer authentication. They are kept and shown; the player here does not ask for either. */
export interface ChannelLocks {
  readonly passwords: Settings<string>;
  readonly embeds: Settings<EmbedLock>;
}

/** Whether embedding a channel is restricted, and the pages that may embed it all the same. */
export interface EmbedLock {
  readonly isLocked: boolean;
  readonly urls: readonly string[];
}

const OPEN: EmbedLock = { isLocked: false, urls: [] };

/**
 * Password protection and embed restriction of channels.
 *
 * @see IBM Video Streaming, "Password protection" and "Embed restriction".
 */
export function channelLocksApi(locks: ChannelLocks): Hono<Judged> {
  const app = new Hono<Judged>();
  passwordRoutes(app, locks.passwords);
  embedRoutes(app, locks.embeds);
  return app;
}

function passwordRoutes(app: Hono<Judged>, passwords: Settings<string>): void {
  const path = '/channels/:id/locks/password.json';
  app.get(path, (c) =>
    onOwn(c, 'channel', (channel) => c.json({ enabled: passwords.own(channel) !== undefined })),
  );
  app.put(path, (c) =>
    onOwn(c, 'channel', async (channel) => {
      const password = (await formOf(c)).get('password') ?? '';
      if (password === '') return failure(c, 400, 'input_validation_error');
      passwords.set(channel, password);
      return c.body(null, 201);
    }),
  );
  app.delete(path, (c) =>
    onOwn(c, 'channel', (channel) => {
      passwords.remove(channel);
      return c.body(null, 200);
    }),
  );
}

/** What becomes of the list while a channel is not locked is not documented, but that it is empty then: here it is kept, and not shown. */
function embedRoutes(app: Hono<Judged>, embeds: Settings<EmbedLock>): void {
  const path = '/channels/:id/locks/embed';
  const lockOf = (channel: Content): EmbedLock => embeds.own(channel) ?? OPEN;
  app.get(`${path}.json`, (c) =>
    onOwn(c, 'channel', (channel) =>
      c.json({ locked: lockOf(channel).isLocked ? 'TRUE' : 'FALSE' }),
    ),
  );
  app.put(`${path}.json`, (c) =>
    onOwn(c, 'channel', async (channel) => {
      const locked = (await formOf(c)).get('locked');
      if (locked !== 'TRUE' && locked !== 'FALSE') return failure(c, 400, 'invalid_request');
      embeds.set(channel, { ...lockOf(channel), isLocked: locked === 'TRUE' });
      return c.body(null, 204);
    }),
  );
  app.get(`${path}/allowed-urls.json`, (c) =>
    onOwn(c, 'channel', (channel) => {
      const { isLocked, urls } = lockOf(channel);
      return c.json({ allowed_urls: isLocked ? urls : [] });
    }),
  );
  app.post(`${path}/allowed-urls.json`, (c) =>
    onOwn(c, 'channel', async (channel) => {
      const url = (await formOf(c)).get('url') ?? '';
      if (!isPageUrl(url)) return failure(c, 400, 'invalid_request');
      const { isLocked, urls } = lockOf(channel);
      embeds.set(channel, { isLocked, urls: [...urls, url] });
      return c.body(null, 201);
    }),
  );
  app.delete(`${path}/allowed-urls.json`, (c) =>
    onOwn(c, 'channel', (channel) => {
      embeds.set(channel, { ...lockOf(channel), urls: [] });
      return c.body(null, 200);
    }),
  );
}
