import type { Context, Next } from 'hono';
import { bearerOf } from '../../credentials/credential-class.ts';
import type { Judged } from '../../credentials/judgement.ts';
import type { Content, ContentType } from './contents.ts';
import { findContent } from './contents.ts';
import type { RateLimit } from './rate-limit.ts';

type Asked = Context<Judged>;

/**
 * Lets calls of the API through that carry a good token and are within the limit, and says on each answer what is left of it.
 *
 * @see IBM Video Streaming, "Rate limits". Which calls are limited and the body of a 429 are not documented: here all of the API's are.
 */
export function apiAccess(limit: RateLimit): (c: Asked, next: Next) => Promise<Response | void> {
  return async (c, next) => {
    if (c.env.judgement.refusal !== undefined)
      return c.json({ error: 'invalid_token' }, 401, { 'WWW-Authenticate': 'Bearer' });
    const { limit: most, remaining, resetsAt, isOver } = limit.take(bearerOf(c.req.raw) ?? '');
    c.header('X-RateLimit-Limit', String(most));
    c.header('X-RateLimit-Remaining', String(remaining));
    c.header('X-RateLimit-Reset', String(resetsAt));
    return isOver ? c.json({ error: 'too_many_requests' }, 429) : next();
  };
}

/** Acts on a content of the API's user; the documented errors for any other. */
export async function onOwn(
  c: Asked,
  type: ContentType,
  act: (content: Content) => Response | Promise<Response>,
): Promise<Response> {
  const content = findContent(type, c.req.param('id') ?? '');
  if (!content) return failure(c, 404, 'not_found');
  return content.isOwn ? act(content) : failure(c, 403, 'lack_of_ownership');
}

/** The documents list values and statuses; the body has the shape of the token endpoint's. */
export const failure = (c: Asked, status: 400 | 403 | 404, error: string): Response =>
  c.json({ error }, status);

export const formOf = async (c: Asked): Promise<URLSearchParams> =>
  new URLSearchParams(await c.req.text());

/** Whether a text is the absolute URL of a page. */
export const isPageUrl = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text);
