import { PASS_REQUEST_HEADER } from '@playgate/protocol';
import type { Admission } from './admit-caller.ts';
import { ServerError } from '../server-error.ts';

/**
 * Lets only a page of the application pass: admitted by its origin, and with a header that no form and no foreign page can send.
 *
 * @throws {ServerError} `origin_not_allowed`
 */
export function assertPageCall(headers: Headers, { admitted }: Admission): void {
  if (!admitted)
    throw new ServerError(
      'origin_not_allowed',
      'This origin may not ask. List it in the handler’s origins, and call from a page or with Authorization and no cookie.',
    );
  if (headers.get(PASS_REQUEST_HEADER.name) !== PASS_REQUEST_HEADER.value)
    throw new ServerError('origin_not_allowed', 'Send the header X-Playgate: 1.');
}

/** @throws {ServerError} `unsupported_media_type` */
export function assertJsonCall(headers: Headers): void {
  const [type = ''] = (headers.get('content-type') ?? '').split(';', 1);
  if (type.trim().toLowerCase() !== 'application/json')
    throw new ServerError('unsupported_media_type', 'Send Content-Type: application/json.');
}
