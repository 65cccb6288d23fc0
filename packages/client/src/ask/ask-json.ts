import { PROBLEM_TYPE, parseProblem } from '@playgate/protocol';
import type { Problem, ProblemCode } from '@playgate/protocol';
import { clientError } from '../client-error.ts';
import type { ClientError, ClientErrorCode } from '../client-error.ts';
import type { Clock } from '../clock.ts';
import { codeOfStatus, parseRetryAfter } from '../retry.ts';

/** The largest answer that is read, in bytes. */
const LARGEST_BODY = 65_536;

/** Codes that say the same in a problem and in an error. */
const SHARED = [
  'interaction_required',
  'interaction_denied',
  'unauthenticated',
  'forbidden',
  'not_found',
  'rate_limited',
  'server_error',
] as const;

/**
 * Sends a request that no cache may answer and reads the JSON it brings.
 *
 * @throws {ClientError} `unauthenticated` for a redirect, `invalid_response` for what is no JSON, and what a problem or a status says.
 */
export async function askJson(
  fetch: typeof globalThis.fetch,
  url: string | URL,
  init: RequestInit,
  clock: Clock,
): Promise<unknown> {
  const response = await fetch(url, { ...init, cache: 'no-store', redirect: 'manual' });
  const { status, type, redirected, headers } = response;
  if (type === 'opaqueredirect' || redirected || (status >= 300 && status < 400))
    throw clientError('unauthenticated', 'The endpoint redirects.', { status });
  const body = parseJson(await readText(response));
  if (!response.ok) throw errorOf(response, body, clock);
  if (body === undefined)
    throw clientError(
      'invalid_response',
      `The endpoint answers no JSON but ${headers.get('content-type')}.`,
      { status },
    );
  return body;
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST_BODY) {
      await reader.cancel();
      return '';
    }
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorOf({ status, headers }: Response, body: unknown, clock: Clock): ClientError {
  const problem = headers.get('content-type')?.startsWith(PROBLEM_TYPE)
    ? readProblem(body)
    : undefined;
  const retryAfterMs =
    problem?.retryAfterMs ??
    parseRetryAfter(headers.get('retry-after'), clock.now(), headers.get('date'));
  const code = problem ? codeOfProblem(problem.code) : codeOfStatus(status);
  return clientError(code, `The endpoint answered ${status}. ${problem?.title ?? ''}`, {
    ...problem,
    status,
    retryAfterMs,
  });
}

/** What a problem says, or nothing: then its status speaks. */
function readProblem(body: unknown): Problem | undefined {
  try {
    return parseProblem(body);
  } catch {
    return undefined;
  }
}

/** Those of the call itself mean that something is set up wrong; what is wrong between backend and vendor is the backend's. */
function codeOfProblem(code: ProblemCode): ClientErrorCode {
  if (code.startsWith('vendor_')) return 'server_error';
  return SHARED.find((shared) => shared === code) ?? 'config';
}
