import type { UrlPrefix } from '@playgate/protocol';
import type { Audit } from '../../audit-event.ts';
import type { Clock } from '../../clock.ts';
import type { Deny, Grant, PlaybackGrant } from '../../mint/decision.ts';
import { answerVisit, plainPage, sendOn, showPage } from '../../answer/framed-visit.ts';
import type {
  FramedVisit,
  FramedVisitSettings,
  VisitContext,
  Visited,
} from '../../answer/framed-visit.ts';
import { parseOrigins } from '../../call/parse-origins.ts';
import { problemOfDenial } from '../../answer/problem-of.ts';
import { assertServer } from '../../secret/secret.ts';
import { ServerError } from '../../server-error.ts';
import { systemClock } from '../../system-clock.ts';
import { parseUrlPrefixes, urlWithin } from '../../url-prefixes.ts';
import type { IbmViewerTokens } from './create-ibm-viewer-tokens.ts';
import { assetAt, parseComponent } from '../client/ibm-component.ts';
import { IBM_ORIGIN } from '../ibm-origin.ts';
import { refWithToken } from './ref-url.ts';

/** What the vendor says about the viewer's visit. From the URL: anybody can write it. */
export interface ViewerAuthVisit {
  /** What the address to come back to shows: `channel:…`, `video:…`, `chat:…` or `qna:…`. Absent: another page of the vendor. */
  readonly asset?: string;
  /** The address to come back to, without its query. */
  readonly ref: string;
  /** The whole query, the application's own parameters included. */
  readonly query: URLSearchParams;
}

/**
 * The application's decision on one visit: the viewer may watch (`grant`, with the visit's asset or another one), may not (`deny`), or
 * sees a page of the application first: a `Response`, such as its sign-in page, shown in the frame as it is. When that page is done it must
 * lead back to the same URL, query included.
 */
export type DecideViewerAuth = (
  request: Request,
  visit: ViewerAuthVisit,
  context: VisitContext,
) => Grant | Deny | Response | Promise<Grant | Deny | Response>;

/** Options of `ibmViewerAuthEntry`. */
export interface IbmViewerAuthEntryOptions {
  /** From `createIbmViewerTokens`. */
  readonly tokens: IbmViewerTokens;
  /** Mandatory: there is no default yes. */
  readonly decide: DecideViewerAuth;
  /** The origins of the pages that embed the vendor's player. Browsers check every ancestor of a frame, so the vendor's alone is not enough. */
  readonly embeddedIn: readonly string[];
  /** The vendor's origin. Default `https://video.ibm.com`. */
  readonly vendorOrigin?: string;
  /** Further places of the vendor that `ref` may name: URL prefixes, spelled as in a pass rule. A token is sent there: name no other's. */
  readonly returnTo?: readonly string[];
  /** Whom the vendor is told of. Default: the grant's viewer. */
  readonly subjectOf?: (grant: PlaybackGrant) => string | Promise<string>;
  readonly audit?: Audit;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Makes correlation ids. Default `crypto.randomUUID`. */
  readonly newId?: () => string;
}

interface Settings
  extends FramedVisitSettings, Pick<IbmViewerAuthEntryOptions, 'tokens' | 'decide' | 'subjectOf'> {
  readonly returnTo: readonly UrlPrefix[];
}

/**
 * Makes the handler that a content's `auth_url` leads to: the vendor's player sends a viewer without a token here, in its frame, and the
 * viewer goes back to `ref` with one in `vt`.
 *
 * GET only. A `ref` that leads anywhere but to the vendor is an error: there is nowhere else to go, and a token in strange hands opens.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see IBM Video Streaming, "Viewer Authentication API", "Redirect Flow".
 */
export function ibmViewerAuthEntry(
  options: IbmViewerAuthEntryOptions,
): (request: Request) => Promise<Response> {
  const settings = readOptions(options);
  const visit: FramedVisit = {
    asked: ({ searchParams }) => {
      const ref = refOf(searchParams, settings);
      return ref && assetAt(ref.pathname);
    },
    answer: (request, { searchParams }, context) =>
      answer(request, searchParams, context, settings),
  };
  return (request) => answerVisit(request, visit, settings);
}

function readOptions(options: IbmViewerAuthEntryOptions): Settings {
  assertServer('tokens');
  const { vendorOrigin = IBM_ORIGIN, returnTo = [], subjectOf, clock = systemClock } = options;
  if (typeof options.decide !== 'function')
    throw new ServerError('config', 'decide is missing: the application must say who may watch.');
  if (typeof options.tokens?.mint !== 'function')
    throw new ServerError('config', 'tokens is missing: make them with createIbmViewerTokens.');
  return {
    vendor: 'ibm-viewer-auth-entry',
    tokens: options.tokens,
    decide: options.decide,
    ...(subjectOf !== undefined && { subjectOf }),
    framedBy: [
      ...parseOrigins([vendorOrigin], 'vendorOrigin'),
      ...parseOrigins(options.embeddedIn, 'embeddedIn'),
    ],
    returnTo: parseUrlPrefixes([`${vendorOrigin}/`, ...returnTo], 'returnTo'),
    audit: options.audit ?? (() => {}),
    clock,
    newId: options.newId ?? (() => crypto.randomUUID()),
  };
}

/** Where to go back to: the one `ref`, if it leads to an allowed place for certain. */
function refOf(query: URLSearchParams, { returnTo }: Settings): URL | undefined {
  const [ref, ...others] = query.getAll('ref');
  return ref === undefined || others.length > 0 ? undefined : urlWithin(ref, returnTo);
}

async function answer(
  request: Request,
  query: URLSearchParams,
  context: VisitContext,
  settings: Settings,
): Promise<Visited> {
  const ref = refOf(query, settings);
  if (ref === undefined)
    throw new ServerError('invalid_request', 'Open this page from the player: ref leads nowhere.');
  const asset = assetAt(ref.pathname);
  const visit = { ref: ref.origin + ref.pathname, query, ...(asset !== undefined && { asset }) };
  const decision = await settings.decide(request, visit, context);
  if (decision instanceof Response) return showPage(decision, settings);
  switch (decision?.kind) {
    case 'grant':
      return sentBack(ref, decision.grant, context, settings);
    case 'deny':
      return turnedAway(decision, context, settings);
    default:
      throw new ServerError(
        'invalid_decision',
        'decide must return grant(…), deny(…) or a Response.',
      );
  }
}

async function sentBack(
  ref: URL,
  grant: PlaybackGrant,
  { signal }: VisitContext,
  settings: Settings,
): Promise<Visited> {
  const { tokens, clock, subjectOf = viewerOf } = settings;
  const { content } = parseComponent(grant.asset);
  const subject = await subjectOf(grant);
  const { token, lifetimeSeconds } = await tokens.mint({
    content,
    subject,
    now: clock.now(),
    signal,
  });
  const { asset, viewer } = grant;
  return {
    response: sendOn(refWithToken(ref, token), settings),
    notes: {
      outcome: 'granted',
      status: 302,
      asset,
      lifetimeSeconds,
      ...(viewer !== undefined && { viewer }),
    },
  };
}

/** The vendor has no way to be told of a no. */
function turnedAway(denial: Deny, { correlationId }: VisitContext, settings: Settings): Visited {
  const problem = problemOfDenial(denial, correlationId);
  const { viewer, cause: error } = denial;
  const { status, code } = problem;
  return {
    response: plainPage(problem, correlationId, settings),
    notes: {
      outcome: 'denied',
      status,
      code,
      ...(viewer !== undefined && { viewer }),
      ...(error !== undefined && { error }),
    },
  };
}

const viewerOf = ({ viewer = '' }: PlaybackGrant): string => viewer;
