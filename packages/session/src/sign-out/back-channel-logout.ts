import { isServerError, ServerError } from '@playgate/server';
import { readAtMost } from '@playgate/server/handlers';
import type { JWTVerifyGetKey } from 'jose';
import { digest } from '../store/digest.ts';
import type { SessionSettings } from '../session-settings.ts';
import { readAlgorithms } from '../verify/signing-algorithms.ts';
import { verifyLogoutToken } from '../verify/logout-token.ts';
import type { LogoutToken } from '../verify/logout-token.ts';

/** The largest body, in bytes. */
const LARGEST_BODY = 16_384;
/** The longest a token is remembered, in milliseconds. */
const LONGEST_MEMORY = 86_400_000;
/** How long those wait who find the same token being worked on, in milliseconds. */
const LOOK_AGAIN_MS = 100;
const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/**
 * Takes the authorization server's word that somebody has signed out there. It is called by that server, not by a page: what counts is
 * its signature. A token works once; of a token that is used again nothing is done, and the answer is the same.
 *
 * @see OpenID Connect Back-Channel Logout 1.0, sections 2.5 to 2.8.
 */
export async function backChannelLogout(
  request: Request,
  settings: SessionSettings,
  keys: JWTVerifyGetKey,
): Promise<Response> {
  const { tell } = settings;
  const correlationId = settings.newId();
  try {
    const token = await verifyLogoutToken(await readToken(request), {
      keys,
      issuer: (await settings.server()).issuer,
      clientId: settings.clientId,
      algorithms: readAlgorithms(),
      now: settings.clock.now(),
    });
    const { viewer } = token;
    await once(token, request.signal, settings, async () => {
      await end(token, settings);
      await tell('revoked', { correlationId, ...(viewer !== undefined && { viewer }) });
    });
    return new Response(null, { status: 200, headers: HEADERS });
  } catch (error) {
    return refusal(error, correlationId, settings);
  }
}

async function readToken({ method, headers, body }: Request): Promise<string> {
  if (method !== 'POST') throw new ServerError('method_not_allowed', 'Send it with POST.');
  const [type = ''] = (headers.get('content-type') ?? '').split(';', 1);
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded')
    throw new ServerError('unsupported_media_type', 'Send it as a form.');
  const bytes = await readAtMost(body, LARGEST_BODY);
  if (bytes === undefined)
    throw new ServerError('payload_too_large', `It must have at most ${LARGEST_BODY} bytes.`);
  const [token, ...others] = new URLSearchParams(new TextDecoder().decode(bytes)).getAll(
    'logout_token',
  );
  if (token === undefined || others.length > 0)
    throw new ServerError('invalid_request', 'Send one logout_token.');
  return token;
}

/**
 * Does what a token says, unless it was done. Who is at it claims it for a while; what fails, or dies, is said again by the server and must
 * then be done.
 */
async function once(
  token: LogoutToken,
  signal: AbortSignal,
  settings: SessionSettings,
  work: () => Promise<void>,
): Promise<void> {
  const { store, clock, takeOverMs } = settings;
  const key = `logout:${digest(token.id)}`;
  while (!(await store.replace(key, undefined, 'claimed', takeOverMs))) {
    if ((await store.get(key)) === 'done') return;
    await clock.sleep(LOOK_AGAIN_MS, signal);
  }
  try {
    await work();
  } catch (error) {
    await store.delete(key);
    throw error;
  }
  await store.set(key, 'done', memoryOf(token, settings));
}

/** For how long a token is remembered, in milliseconds: as long as it would count. */
function memoryOf({ endsAt }: LogoutToken, { clock }: SessionSettings): number {
  return Math.min(Math.max(1, endsAt - clock.now()), LONGEST_MEMORY);
}

async function end(
  { viewer, providerSession }: LogoutToken,
  { revocations }: SessionSettings,
): Promise<void> {
  if (providerSession !== undefined) await revocations.mark({ providerSession });
  else if (viewer !== undefined) await revocations.mark({ viewer });
}

const STATUSES: Readonly<Record<string, number>> = {
  method_not_allowed: 405,
  payload_too_large: 413,
  unsupported_media_type: 415,
  invalid_request: 400,
  store_unavailable: 503,
};

async function refusal(
  error: unknown,
  correlationId: string,
  { tell }: SessionSettings,
): Promise<Response> {
  const code = isServerError(error) ? error.code : 'server_error';
  try {
    await tell('logout-refused', { correlationId, code, error });
    return problem(code);
  } catch {
    // Where the audit fails there is nobody left to tell. The server says it again.
    return problem('server_error');
  }
}

function problem(code: string): Response {
  const status = STATUSES[code] ?? (code.startsWith('vendor_') ? 502 : 500);
  const headers = { ...HEADERS, ...(status === 405 && { Allow: 'POST' }) };
  const body = { error: status < 500 ? 'invalid_request' : code };
  return Response.json(body, { status, headers });
}
