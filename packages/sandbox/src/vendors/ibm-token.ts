import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Credentials } from '../credentials.ts';
import type { Judged } from '../judgement.ts';

export interface IbmClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface IbmTokenParts {
  readonly client: IbmClient;
  readonly credentials: Credentials;
  readonly randomText: () => string;
}

/** What API tokens open, in the words of the credentials. */
export const IBM_API = 'api';

const DAY_SECONDS = 86_400;

/**
 * `POST /oauth2/token`, grant `client_credentials`.
 *
 * @see IBM Video Streaming, "API basics". Its examples show a bare secret after `Basic`; that and the standard pair
 * (RFC 7617) are both taken.
 */
export function ibmTokenApi(parts: IbmTokenParts): Hono<Judged> {
  const app = new Hono<Judged>();
  app.post('/oauth2/token', async (c) => {
    c.header('Cache-Control', 'no-store');
    const form = new URLSearchParams(await c.req.text());
    const failure = (error: string, status: 400 | 501): Response => c.json({ error }, status);
    if (!form.get('grant_type') || !form.get('client_id')) return failure('invalid_request', 400);
    if (form.get('grant_type') !== 'client_credentials')
      return failure('unsupported_grant_type', 501);
    if (!isClient(parts.client, form.get('client_id'), secretOf(c)))
      return failure('invalid_client', 400);
    return c.json({ ...mint(parts), token_type: 'bearer', expires_in: DAY_SECONDS });
  });
  return app;
}

function mint({ credentials, randomText }: IbmTokenParts) {
  // Forty characters, as the vendor's have.
  const token = `sandbox_${randomText()}`;
  const grant = { vendor: 'ibm', film: IBM_API, lifetimeMs: DAY_SECONDS * 1000 } as const;
  return { access_token: credentials.mint(grant, token).value };
}

const secretOf = (c: Context): string =>
  /^basic +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';

function isClient(client: IbmClient, id: string | null, given: string): boolean {
  const pair = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
  return id === client.clientId && (given === client.clientSecret || given === pair);
}
