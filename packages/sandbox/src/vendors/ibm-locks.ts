import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Judged } from '../judgement.ts';
import type { Content, ContentType, Contents, Lock } from './ibm-contents.ts';

type Asked = Context<Judged>;

/**
 * The API that sets, shows and removes locks. A video's lock is shown with its secret and a channel's without, as documented.
 *
 * @see IBM Video Streaming, "Implementing viewer authentication" (deprecated). The body of an error is not printed there;
 * it has the shape of the token endpoint's.
 */
export function ibmLocksApi(contents: Contents): Hono<Judged> {
  const app = new Hono<Judged>();
  app.use('/channels/*', authorize);
  app.use('/videos/*', authorize);

  app.put('/channels/:id/locks/hash/advanced.json', (c) =>
    onOwn(contents, c, 'channel', async (content) => {
      const lock = readLock(await formOf(c));
      if (typeof lock === 'string') return failure(c, 400, lock);
      return c.body(null, contents.setLock(content, lock) ? 204 : 201);
    }),
  );
  app.get('/channels/:id/locks/hash.json', (c) =>
    onOwn(contents, c, 'channel', async (content) => {
      const lock = contents.ownLock(content);
      return lock ? c.json({ hashlock: printChannelLock(lock) }) : failure(c, 404, 'not_found');
    }),
  );
  app.delete('/channels/:id/locks/hash.json', (c) =>
    onOwn(contents, c, 'channel', async (content) =>
      contents.removeLock(content) ? c.body(null, 200) : failure(c, 404, 'not_found'),
    ),
  );

  app.put('/videos/:id/locks/hash.json', (c) =>
    onOwn(contents, c, 'recorded', async (content) => {
      const lock = readLock(await formOf(c));
      if (typeof lock === 'string') return failure(c, 400, lock);
      contents.setLock(content, lock);
      return c.body(null, 204);
    }),
  );
  app.get('/videos/:id/locks/hash.json', (c) =>
    onOwn(contents, c, 'recorded', async (content) => {
      const lock = contents.ownLock(content);
      if (!lock) return failure(c, 404, 'not_found');
      return c.json({ hashlock: { url: lock.url, secret: lock.secret } });
    }),
  );
  app.delete('/videos/:id/locks/hash.json', (c) =>
    onOwn(contents, c, 'recorded', async (content) =>
      contents.removeLock(content) ? c.body(null, 204) : failure(c, 404, 'not_found'),
    ),
  );
  return app;
}

async function authorize(c: Asked, next: () => Promise<void>): Promise<Response | void> {
  if (c.env.judgement.refusal === undefined) return next();
  return c.json({ error: 'invalid_token' }, 401, { 'WWW-Authenticate': 'Bearer' });
}

async function onOwn(
  contents: Contents,
  c: Asked,
  type: ContentType,
  act: (content: Content) => Promise<Response>,
): Promise<Response> {
  const content = contents.get(type, c.req.param('id') ?? '');
  if (!content) return failure(c, 404, 'not_found');
  return content.isOwn ? act(content) : failure(c, 403, 'lack_of_ownership');
}

const failure = (c: Asked, status: 400 | 403 | 404, error: string): Response =>
  c.json({ error }, status);

const formOf = async (c: Asked): Promise<URLSearchParams> =>
  new URLSearchParams(await c.req.text());

/** @returns the vendor's name for what is wrong. */
function readLock(form: URLSearchParams): Lock | 'invalid_request' | 'invalid_type' {
  const [url, secret] = [form.get('url') ?? '', form.get('secret') ?? ''];
  if (url === '' || secret === '') return 'invalid_request';
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return 'invalid_type';
  const [message, buttonCaption] = [form.get('message'), form.get('button_caption')];
  return {
    url,
    secret,
    ...(message !== null && { message }),
    ...(buttonCaption !== null && { buttonCaption }),
    popupWidth: form.get('popup_width') ?? '0',
    popupHeight: form.get('popup_height') ?? '0',
  };
}

const printChannelLock = (lock: Lock) => ({
  type: 'advanced',
  url: lock.url,
  message: lock.message ?? null,
  button_caption: lock.buttonCaption ?? null,
  popup_width: lock.popupWidth,
  popup_height: lock.popupHeight,
});
