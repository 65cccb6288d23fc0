import type { Judgement } from '../../../credentials/judgement.ts';
import type { EmulatorParts } from '../../emulator.ts';
import type { Denial } from '../denial.ts';
import type { Door } from '../door.ts';
import type { ApiClient } from './api-client.ts';

export interface OAuthParts extends Pick<EmulatorParts, 'credentials' | 'randomText'> {
  readonly client: ApiClient;
}

/** What API tokens open, in the words of the credentials. */
export const BRIGHTCOVE_API = 'api';

/** Always this long, and never renewed. */
const TOKEN_SECONDS = 300;

/**
 * `POST /v4/access_token`, grant `client_credentials`, in the body or the query. The client shows itself with Basic or with form fields.
 *
 * @see Brightcove, "Getting Access Tokens". The words of its errors are printed with hyphens and with underscores; underscores are
 * what OAuth has. What errors look like is printed for `invalid_client` only.
 */
export function oauthDoor(parts: OAuthParts): Door {
  return {
    name: 'oauth',
    opens: (_, { pathname }) => pathname === '/v4/access_token',
    judge: (request) => ({ judgement: judge(parts, request) }),
    serve: (request) => serve(parts, request),
    refuse,
  };
}

/** @see RFC 6749 section 5.2. */
const refuse = ({ status, code, message }: Denial): Response =>
  Response.json(
    { error: code, ...(message !== undefined && { error_description: message }) },
    { status, headers: NO_STORE },
  );

const NO_STORE = { 'Cache-Control': 'no-store' };

function judge({ client }: OAuthParts, request: Request): Judgement {
  const pair = basicPair(request);
  // Form fields are not read here: the journal notes what headers say.
  if (!pair) return { credential: 'none' };
  return { credential: 'basic', verdict: client.isPair(...pair) ? 'ok' : 'wrong' };
}

async function serve({ client, credentials, randomText }: OAuthParts, request: Request) {
  if (request.method !== 'POST') return refuse(bad('invalid_request', 'Send a POST.'));
  const form = new URLSearchParams(await request.text());
  const grant = form.get('grant_type') ?? new URL(request.url).searchParams.get('grant_type');
  if (grant === null) return refuse(bad('invalid_request', 'grant_type is missing.'));
  if (grant !== 'client_credentials')
    return refuse(bad('unsupported_grant_type', 'grant_type must be client_credentials.'));
  const pair = basicPair(request) ?? [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  if (!client.isPair(...pair))
    return refuse(bad('invalid_client', 'The client is unknown or its secret is wrong.'));
  const { value } = credentials.mint(
    {
      ...{ vendor: 'brightcove', film: BRIGHTCOVE_API, lifetimeMs: TOKEN_SECONDS * 1000 },
      permissions: client.permissions,
    },
    `sandbox_${randomText()}`,
  );
  return Response.json(
    { access_token: value, token_type: 'Bearer', expires_in: TOKEN_SECONDS },
    { headers: NO_STORE },
  );
}

const bad = (code: string, message: string): Denial => ({ status: 400, code, message });

function basicPair(request: Request): readonly [string, string] | undefined {
  const [, coded] = /^basic +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (coded === undefined) return undefined;
  const [, id = '', secret = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(coded, 'base64').toString()) ?? [];
  return [id, secret];
}
