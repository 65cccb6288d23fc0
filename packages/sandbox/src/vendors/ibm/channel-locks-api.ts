import { Hono } from 'hono';
import type { Judged } from '../../judgement.ts';
import { failure, formOf, isPageUrl, onOwn } from './api-access.ts';
import type { Settings } from './settings.ts';

/** The two locks that stand beside viewer authentication. They are kept and shown; the player here does not ask for either. */
export interface ChannelLocks {
  readonly passwords: Settings<string>;
  /** The pages that may embed a channel. */
  readonly embeds: Settings<readonly string[]>;
}

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

function embedRoutes(app: Hono<Judged>, embeds: Settings<readonly string[]>): void {
  const path = '/channels/:id/locks/embed';
  app.get(`${path}.json`, (c) =>
    onOwn(c, 'channel', (channel) => c.json({ locked: embeds.own(channel) ? 'TRUE' : 'FALSE' })),
  );
  app.put(`${path}.json`, (c) =>
    onOwn(c, 'channel', async (channel) => {
      const locked = (await formOf(c)).get('locked');
      if (locked !== 'TRUE' && locked !== 'FALSE') return failure(c, 400, 'invalid_request');
      if (locked === 'FALSE') embeds.remove(channel);
      else embeds.set(channel, embeds.own(channel) ?? []);
      return c.body(null, 204);
    }),
  );
  app.get(`${path}/allowed-urls.json`, (c) =>
    onOwn(c, 'channel', (channel) => c.json({ allowed_urls: embeds.own(channel) ?? [] })),
  );
  app.post(`${path}/allowed-urls.json`, (c) =>
    onOwn(c, 'channel', async (channel) => {
      const url = (await formOf(c)).get('url') ?? '';
      if (!isPageUrl(url)) return failure(c, 400, 'invalid_request');
      embeds.set(channel, [...(embeds.own(channel) ?? []), url]);
      return c.body(null, 201);
    }),
  );
  app.delete(`${path}/allowed-urls.json`, (c) =>
    onOwn(c, 'channel', (channel) => {
      if (embeds.own(channel)) embeds.set(channel, []);
      return c.body(null, 200);
    }),
  );
}
