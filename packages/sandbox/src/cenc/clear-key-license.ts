import { isJsonObject, isTexts } from '../json-members.ts';
import type { ContentKey } from './encrypted-film.ts';

/**
 * Answers a licence request of the key system ClearKey.
 *
 * @see W3C, Encrypted Media Extensions, section 9.1.3 and 9.1.4.
 */
export async function clearKeyLicense(
  request: Request,
  { keyId, key }: ContentKey,
): Promise<Response> {
  const asked: unknown = await request.json().catch(() => undefined);
  const kids = isJsonObject(asked) ? asked['kids'] : undefined;
  if (!isTexts(kids))
    return refusal(400, 'bad_request', 'Send {"kids": […], "type": "temporary"} as JSON.');
  const kid = Buffer.from(keyId).toString('base64url');
  if (!kids.includes(kid)) return refusal(404, 'unknown_key', 'There is no such key.');
  const keys = [{ kty: 'oct', kid, k: Buffer.from(key).toString('base64url') }];
  return Response.json({ keys, type: 'temporary' }, { headers: { 'Cache-Control': 'no-store' } });
}

const refusal = (status: number, code: string, message: string): Response =>
  Response.json({ error: { code, message } }, { status, headers: { 'Cache-Control': 'no-store' } });
