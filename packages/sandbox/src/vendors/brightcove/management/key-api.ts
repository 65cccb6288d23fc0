import { Hono } from 'hono';
import { isText, parseJsonObject } from '../../../json-members.ts';
import type { Spelling } from '../account/account-settings.ts';
import type { Account } from '../account/account.ts';
import type { PublicKey } from '../account/public-keys.ts';
import { denialResponse } from '../denial.ts';
import type { Found } from '../door.ts';
import { MISSING, badRequest } from './management-denials.ts';

/**
 * Registers, lists, shows and deletes the keys that tokens are verified with.
 *
 * @see Brightcove, "Using Authentication APIs", Key API.
 */
export function keyApi(account: Account): Hono<Found> {
  const { publicKeys } = account;
  const app = new Hono<Found>();
  const print = (key: PublicKey) => printKey(key, account.settings.spelling);
  app.post('/v1/accounts/:account/keys', async (c) => {
    const value = parseJsonObject(await c.req.text())?.['value'];
    const key = isText(value) ? publicKeys.register(value) : undefined;
    return key ? c.json(print(key), 201) : denialResponse(ILLEGAL_KEY);
  });
  app.get('/v1/accounts/:account/keys', (c) => c.json(publicKeys.list().map(print)));
  app.get('/v1/accounts/:account/keys/:id', (c) => {
    const key = publicKeys.get(c.req.param('id'));
    return key ? c.json(print(key)) : denialResponse(MISSING);
  });
  app.delete('/v1/accounts/:account/keys/:id', (c) =>
    publicKeys.remove(c.req.param('id')) ? c.body(null, 204) : denialResponse(MISSING),
  );
  return app;
}

const ILLEGAL_KEY = badRequest(
  'ILLEGAL_VALUE',
  'value must be the base64 DER of an RSA (2048 bits or more) or P-256 public key.',
);

/** The guide prints `algorithm` and `createdAt`, the OpenAPI file `created_at`. */
function printKey(key: PublicKey, spelling: Spelling) {
  const at = new Date(key.createdAtMs).toISOString();
  return {
    id: key.id,
    type: 'public',
    ...(spelling !== 'openapi' && { algorithm: key.algorithm }),
    value: key.value,
    ...(spelling !== 'openapi' && { createdAt: at }),
    ...(spelling !== 'guide' && { created_at: at }),
  };
}
