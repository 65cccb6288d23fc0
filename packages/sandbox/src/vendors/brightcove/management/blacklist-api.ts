import { Hono } from 'hono';
import type { Account } from '../account/account.ts';
import { BLACKLIST_LIMIT } from '../account/blacklist.ts';
import { denialResponse } from '../denial.ts';
import type { Found } from '../door.ts';
import { MISSING, badRequest } from './management-denials.ts';

const TOKEN = '/v1/accounts/:account/blacklist/tokens/:token';

/**
 * Blocks tokens, each named in the path by its whole text.
 *
 * @see Brightcove, "Using Authentication APIs", Blacklist API: 204 and 404 are documented for the check, and that one token too
 * many is an error. Removing what is not there is 204, as nothing else is said.
 */
export function blacklistApi({ blacklist }: Account): Hono<Found> {
  const app = new Hono<Found>();
  app.get('/v1/accounts/:account/blacklist', (c) =>
    c.json(blacklist.list().map((token) => ({ token }))),
  );
  app.put(TOKEN, (c) => {
    const token = c.req.param('token');
    if (!isToken(token)) return denialResponse(NO_TOKEN);
    return blacklist.add(token) ? c.body(null, 204) : denialResponse(FULL);
  });
  app.get(TOKEN, (c) =>
    blacklist.has(c.req.param('token')) ? c.body(null, 204) : denialResponse(MISSING),
  );
  app.delete(TOKEN, (c) => {
    blacklist.remove(c.req.param('token'));
    return c.body(null, 204);
  });
  return app;
}

const isToken = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

const NO_TOKEN = badRequest('ILLEGAL_VALUE', 'The path must end with a whole encoded token.');

const FULL = badRequest(
  'LIMIT_REACHED',
  `${BLACKLIST_LIMIT} tokens are blacklisted. Delete one or more to make room.`,
);
