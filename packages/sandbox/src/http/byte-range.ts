/**
 * An answer with these bytes, or with the one range of them that was asked for.
 *
 * @see RFC 9110 section 14.2; several ranges at once are answered with everything, which it permits.
 */
export function bytesResponse(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
  range: string | null,
): Response {
  const headers = {
    'Content-Type': contentType,
    'Cache-Control': 'no-store',
    'Accept-Ranges': 'bytes',
  };
  const asked = parseRange(range, bytes.length);
  if (asked === undefined) return whole(bytes, headers);
  if (asked === 'unsatisfiable')
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${bytes.length}` },
    });
  const part = bytes.subarray(asked.first, asked.last + 1);
  const position = `bytes ${asked.first}-${asked.last}/${bytes.length}`;
  return whole(part, { ...headers, 'Content-Range': position }, 206);
}

function whole(
  bytes: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
  status: number = 200,
): Response {
  return new Response(bytes, {
    status,
    headers: { ...headers, 'Content-Length': String(bytes.length) },
  });
}

type Range = { readonly first: number; readonly last: number };

function parseRange(range: string | null, size: number): Range | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, from = '', to = ''] = match;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return first > last ? 'unsatisfiable' : { first, last };
}
