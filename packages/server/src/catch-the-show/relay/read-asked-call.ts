import { assertJsonCall } from '../../call/assert-page-call.ts';
import { readAtMost } from '../../call/read-at-most.ts';
import { readJson } from '../../call/read-json.ts';
import { ServerError } from '../../server-error.ts';
import type { AskedCall } from './relay-options.ts';
import type { Route, RouteMatch } from './routes.ts';

const LONGEST_VALUE = 512;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** @throws {ServerError} `invalid_request`, `payload_too_large`, `unsupported_media_type`. None quotes what was sent. */
export async function readAskedCall(
  request: Request,
  { route, ids }: RouteMatch,
  maxBodyBytes: number,
): Promise<AskedCall> {
  const query = readQuery(new URL(request.url).searchParams, route);
  return { name: route.name, ids, query, body: await readBody(request, route, maxBodyBytes) };
}

function readQuery(params: URLSearchParams, { query }: Route): Readonly<Record<string, string>> {
  const pairs = [...params];
  const names = new Set(pairs.map(([name]) => name));
  if (names.size < pairs.length || pairs.some(([name]) => !query.includes(name)))
    throw only('query', query);
  if (pairs.some(([, value]) => value.length > LONGEST_VALUE || CONTROL.test(value)))
    throw new ServerError(
      'invalid_request',
      `A query parameter has at most ${LONGEST_VALUE} characters, and no control characters.`,
    );
  return Object.fromEntries(pairs);
}

async function readBody(
  request: Request,
  { body }: Route,
  maxBytes: number,
): Promise<Readonly<Record<string, unknown>>> {
  if (body.length === 0) {
    if ((await readAtMost(request.body, 0)) === undefined) throw only('body', body);
    return {};
  }
  assertJsonCall(request.headers);
  const sent = await readJson(request, maxBytes);
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw only('body', body);
  const members = Object.entries(sent);
  if (members.some(([name]) => !body.includes(name))) throw only('body', body);
  return Object.fromEntries(members);
}

function only(where: 'query' | 'body', names: readonly string[]): ServerError {
  const what = names.length === 0 ? 'nothing' : `an object of ${names.join(', ')} and nothing else`;
  return new ServerError(
    'invalid_request',
    `The ${where} of this call may hold ${what}, each once.`,
  );
}
