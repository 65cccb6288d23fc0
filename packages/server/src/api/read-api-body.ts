import { readAtMost } from '../call/read-at-most.ts';
import { untilAborted } from './until-aborted.ts';

/** What a body turned out to be. */
export type ApiBody =
  | { readonly kind: 'json'; readonly value: unknown }
  /** An empty one. */
  | { readonly kind: 'none'; readonly value: undefined }
  /** Nothing of it is in the problem. */
  | { readonly kind: 'bad'; readonly problem: string; readonly value: undefined };

const JSON_TYPE = /^application\/(?:[\w.!#$&^-]+\+)?json\s*(?:;|$)/i;

/** Reads a body as JSON. Rejects with the signal's reason only. */
export async function readApiBody(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<ApiBody> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await untilAborted(readAtMost(response.body, maxBytes), signal);
  } catch {
    if (signal.aborted) throw signal.reason;
    return bad('broke its answer off. Try again.');
  }
  if (bytes === undefined) return bad(`answered more than ${maxBytes} bytes.`);
  if (bytes.length === 0) return { kind: 'none', value: undefined };
  return isJson(response.headers.get('content-type')) ? parse(bytes) : notJson();
}

/** An answer that does not say what it is, is taken for what it should be. */
function isJson(type: string | null): boolean {
  return type === null || JSON_TYPE.test(type);
}

function parse(bytes: Uint8Array): ApiBody {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return { kind: 'json', value };
  } catch {
    // The parser's message quotes what it read.
    return notJson();
  }
}

function notJson(): ApiBody {
  return bad('answered something else than JSON. Check that its address is that of the API.');
}

function bad(problem: string): ApiBody {
  return { kind: 'bad', problem, value: undefined };
}
