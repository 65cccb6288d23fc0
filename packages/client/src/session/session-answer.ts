import { clientError } from '../client-error.ts';
import type { ViewerSession } from './viewer-session.ts';
import { withoutPrototype } from '../without-prototype.ts';

/** What the backend says of the session. */
export interface SessionAnswer {
  readonly session: Exclude<ViewerSession, { status: 'pending' }>;
  /** How long it lasts, in milliseconds, unless something moves its end. */
  readonly lifeMs: number;
}

/**
 * Reads what the `session` handler of `@playgate/session` answers: `{ signed_in, viewer?, claims?, expires_in? }`.
 *
 * @throws {ClientError} `invalid_response`
 */
export function readSessionAnswer(answer: unknown): SessionAnswer {
  const body = membersOf(answer);
  if (typeof body['signed_in'] !== 'boolean') throw invalid('signed_in');
  if (!body['signed_in']) return { session: { status: 'signed-out' }, lifeMs: Infinity };
  const { viewer, claims, expires_in: seconds = Infinity } = body;
  if (viewer !== undefined && typeof viewer !== 'string') throw invalid('viewer');
  if (claims !== undefined && !isObject(claims)) throw invalid('claims');
  if (typeof seconds !== 'number' || !(seconds >= 0)) throw invalid('expires_in');
  return {
    session: {
      status: 'signed-in',
      ...(viewer !== undefined && { subject: viewer }),
      ...(claims !== undefined && { claims }),
    },
    lifeMs: seconds * 1000,
  };
}

/** Where a sign-out goes on, if the backend names a page. */
export function readContinuation(body: unknown): string | undefined {
  const url = membersOf(body)['continue_at'];
  if (url === undefined) return undefined;
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url)) throw invalid('continue_at');
  return url;
}

const membersOf = (body: unknown) => (isObject(body) ? withoutPrototype(body) : {});

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const invalid = (member: string) =>
  clientError('invalid_response', `The session endpoint answers a wrong ${member}.`);
