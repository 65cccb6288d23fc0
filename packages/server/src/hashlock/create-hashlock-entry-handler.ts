import type { Deny } from '../mint/decision.ts';
import { answerVisit, sendOn, showPage } from '../answer/framed-visit.ts';
import type { FramedVisit, Visited } from '../answer/framed-visit.ts';
import { ServerError } from '../server-error.ts';
import { urlWithin } from '../url-prefixes.ts';
import { hashlockReturnUrl } from './format-hashlock.ts';
import { readHashlockEntryOptions } from './hashlock-entry-options.ts';
import type {
  EntryVisit,
  HashlockEntryOptions,
  HashlockEntrySettings,
  SignedIn,
} from './hashlock-entry-options.ts';
import { signHashlock } from './mint-hashlock.ts';

/**
 * Makes the handler that a hashlock's entry URL leads to: a player opens it in a frame, the application signs the viewer in, and the
 * viewer goes back with a signed response, or with `hash=false`.
 *
 * GET only. It returns to configured places only: a `hashConsumer` that names another is as good as none.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see IBM Video Streaming, "Implementing viewer authentication" (deprecated).
 */
export function createHashlockEntryHandler(
  options: HashlockEntryOptions,
): (request: Request) => Promise<Response> {
  const settings = readHashlockEntryOptions(options);
  const visit: FramedVisit = {
    asked: ({ searchParams }) => {
      const id = searchParams.get('ustreamContentId');
      return id !== null && CONTENT_ID.test(id) ? id : undefined;
    },
    async answer(request, { searchParams }, context) {
      const decision = await settings.decide(request, readVisit(searchParams), context);
      return settle(decision, searchParams, settings);
    },
  };
  return (request) => answerVisit(request, visit, settings);
}

const CONTENT_ID = /^[A-Za-z0-9_-]{1,128}$/;

function readVisit(query: URLSearchParams): EntryVisit {
  const contentType = readParam(query, 'ustreamContentType', /^[a-z]{1,32}$/);
  const contentId = readParam(query, 'ustreamContentId', CONTENT_ID);
  return {
    query,
    ...(contentType !== undefined && { contentType }),
    ...(contentId !== undefined && { contentId }),
  };
}

function readParam(query: URLSearchParams, name: string, shape: RegExp): string | undefined {
  const [value, ...others] = query.getAll(name);
  if (value === undefined) return undefined;
  if (others.length > 0 || !shape.test(value))
    throw new ServerError(
      'invalid_request',
      `${name} is malformed. Open this page from the player.`,
    );
  return value;
}

function settle(
  decision: SignedIn | Deny | Response | undefined,
  query: URLSearchParams,
  settings: HashlockEntrySettings,
): Visited {
  if (decision instanceof Response) return showPage(decision, settings);
  switch (decision?.kind) {
    case 'signed-in':
      return sentBack(decision, query, settings);
    case 'deny': {
      const { reason: code, viewer } = decision;
      const { response, notes } = sentBack(undefined, query, settings);
      return { response, notes: { ...notes, code, ...(viewer !== undefined && { viewer }) } };
    }
    default:
      throw new ServerError(
        'invalid_decision',
        'decide must return signedIn(…), deny(…) or a Response.',
      );
  }
}

function sentBack(
  found: SignedIn | undefined,
  query: URLSearchParams,
  settings: HashlockEntrySettings,
): Visited {
  const { key, clock, lifetimeSeconds } = settings;
  const hashlock = found && signHashlock(found.values, key, { now: clock.now(), lifetimeSeconds });
  const viewer = hashlock?.params[0]?.[1];
  return {
    response: sendOn(hashlockReturnUrl(returnUrl(query, settings), hashlock), settings),
    notes: {
      outcome: found === undefined ? 'denied' : 'granted',
      status: 302,
      ...(viewer !== undefined && { viewer }),
    },
  };
}

/** Where to go back to: the one `hashConsumer`, if it leads to an allowed place for certain. */
function returnUrl(query: URLSearchParams, settings: HashlockEntrySettings): string {
  const [consumer, ...others] = query.getAll('hashConsumer');
  if (consumer === undefined || others.length > 0) return settings.defaultReturn;
  return urlWithin(consumer, settings.returnTo)?.href ?? settings.defaultReturn;
}
