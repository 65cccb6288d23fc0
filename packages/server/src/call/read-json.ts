import { readAtMost } from './read-at-most.ts';
import { ServerError } from '../server-error.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body of at most that many bytes, and stops reading as soon as it is longer.
 *
 * @throws {ServerError} `payload_too_large`, `invalid_request`.
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    throw new ServerError('invalid_request', 'The body is not JSON in UTF-8.');
  }
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  if (declared !== null && !(Number(declared) <= maxBytes)) throw tooLarge(maxBytes);
  try {
    // A host reads no more than was declared, so a short body needs no stream; that is several times cheaper.
    const bytes =
      declared === null
        ? await readAtMost(request.body, maxBytes)
        : new Uint8Array(await request.arrayBuffer());
    if (bytes !== undefined && bytes.length <= maxBytes) return bytes;
  } catch (cause) {
    throw new ServerError('invalid_request', 'The body could not be read.', { cause });
  }
  throw tooLarge(maxBytes);
}

function tooLarge(maxBytes: number): ServerError {
  return new ServerError('payload_too_large', `The body must have at most ${maxBytes} bytes.`);
}
