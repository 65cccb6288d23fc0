import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Credentials } from '../../credentials/credentials.ts';
import type { Judged } from '../../credentials/judgement.ts';

export interface IbmClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface TokenApiParts {
  readonly client: IbmClient;
  readonly credentials: Credentials;
  readonly randomText: () => string;
}

/** What API tokens open, in the words of the credentials. */
export const IBM_API = 'api';

const DAY_SECONDS = 86_400;

/** Grants whose codes and tokens are given out by the vendor's own sign-in page, which is not here. */
const GRANTS_OF_THE_PAGE = ['authorization_code', 'refresh_token'];

/**
 * `POST /oauth2/token`, grant `client_credentials`, and `POST /oauth2/token/revoke`.
 *
 * @see IBM Video Streaming, "API basics". Its examples show a bare secret after `Basic`; that and the standard pair (RFC 7617) are both
 * taken. What a revocation with a wrong secret gets is not documented: here the answer of the token endpoint.
 */
export function tokenApi(parts: TokenApiParts): Hono<Judged> {
  const app = new Hono<Judged>();
  app.post('/oauth2/token', (c) => issue(parts, c));
  app.post('/oauth2/token/revoke', (c) => revoke(parts, c));
  return app;
}

async function issue(parts: TokenApiParts, c: Context): Promise<Response> {
  c.header('Cache-Control', 'no-store');
  const form = new URLSearchParams(await c.req.text());
  const grant = form.get('grant_type') ?? '';
  if (grant === '' || !form.get('client_id')) return c.json({ error: 'invalid_request' }, 400);
  if (grant !== 'client_credentials' && !GRANTS_OF_THE_PAGE.includes(grant))
    return c.json({ error: 'unsupported_grant_type' }, 501);
  if (!isClient(parts.client, form, c)) return c.json({ error: 'invalid_client' }, 400);
  if (grant !== 'client_credentials') return c.json({ error: 'invalid_grant' }, 400);
  return c.json({ access_token: mint(parts), token_type: 'bearer', expires_in: DAY_SECONDS });
}

async function revoke(parts: TokenApiParts, c: Context): Promise<Response> {
  const form = new URLSearchParams(await c.req.text());
  if (!isClient(parts.client, form, c)) return c.json({ error: 'invalid_client' }, 400);
  const { credentials } = parts;
  const { serial } = credentials.judge(form.get('token') ?? '', { vendor: 'ibm', film: IBM_API });
  if (serial !== undefined) credentials.revoke({ serial });
  return c.body(null, 200);
}

function mint({ credentials, randomText }: TokenApiParts): string {
  // Forty characters, as the vendor's have.
  const token = `sandbox_${randomText()}`;
  const grant = { vendor: 'ibm', film: IBM_API, lifetimeMs: DAY_SECONDS * 1000 } as const;
  return credentials.mint(grant, token).value;
}

function isClient(client: IbmClient, form: URLSearchParams, c: Context): boolean {
  const given = /^basic +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
  const pair = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
  const isSecret = given === client.clientSecret || given === pair;
  return isSecret && form.get('client_id') === client.clientId;
}
