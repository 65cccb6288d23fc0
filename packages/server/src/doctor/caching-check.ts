import { checkedUrl, shownUrl } from './checked-url.ts';
import { createDoctorCheck } from './create-doctor-check.ts';
import type { DoctorCheck, DoctorFinding } from './doctor-check.ts';
import { findingsOf } from './findings-of.ts';
import { probe } from './probe.ts';
import type { ProbeAnswer } from './probe.ts';

/** Options of `cachingCheck`. */
export interface CachingCheckOptions {
  /** A route that answers with passes or tokens. A call without a session will do: refusals must not be cached either. */
  readonly url: string;
  /** Default POST. */
  readonly method?: 'GET' | 'POST';
  /** Sent as they are. Default: JSON and `X-Playgate: 1`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent by POST. Default a pass request for an asset that is not there. */
  readonly body?: string;
  /** Default `caching`. */
  readonly id?: string;
}

/** What a pass request of ours looks like. */
const ASK = {
  headers: { 'Content-Type': 'application/json', 'X-Playgate': '1' },
  body: JSON.stringify({ version: 1, asset: 'playgate-doctor' }),
};

/** In these, caches say that an answer was theirs. */
const CACHE_HEADERS = [
  ...['x-cache', 'cf-cache-status', 'x-cache-status', 'x-vercel-cache', 'x-nextjs-cache'],
  ...['cdn-cache', 'x-proxy-cache', 'cache-status'],
];

/**
 * Asks twice, and says whether a credential could be kept by a browser or a CDN and handed to somebody else.
 *
 * @throws {ServerError} `config`
 * @see RFC 9111, 5.2.2.5 `no-store` and 5.1 `Age`.
 */
export function cachingCheck(options: CachingCheckOptions): DoctorCheck {
  const { method = 'POST', headers = ASK.headers, body = ASK.body, id = 'caching' } = options;
  const url = checkedUrl(options.url, 'url');
  const init = { method, headers, ...(method === 'POST' && { body }) };
  return createDoctorCheck({ id, title: 'what caches do' }, async (context) => {
    const answers = [await probe(url, init, context), await probe(url, init, context)];
    return findingsIn(id, shownUrl(url), answers);
  });
}

function findingsIn(
  id: string,
  where: string,
  answers: readonly ProbeAnswer[],
): readonly DoctorFinding[] {
  const { ok, problem } = findingsOf(id);
  const cached = answers.flatMap(({ headers }) => cacheSignsIn(headers));
  const storable = answers.find(({ headers }) => !forbidsStoring(headers));
  const findings = [
    ...(cached.length > 0
      ? [
          problem(
            `An answer of ${where} came from a cache (${[...new Set(cached)].join(', ')}).`,
            'Take this route out of the CDN’s caching altogether; a cached credential is handed to strangers.',
          ),
        ]
      : []),
    ...(storable !== undefined
      ? [
          problem(
            `${where} answers (status ${storable.status}) without Cache-Control: no-store.`,
            'Answer every status of this route with Cache-Control: no-store.',
          ),
        ]
      : []),
  ];
  if (findings.length > 0) return findings;
  return [ok(`${where} answers with no-store, and no cache answered for it.`)];
}

function forbidsStoring(headers: Headers): boolean {
  const directives = (headers.get('cache-control') ?? '').toLowerCase().split(',');
  return directives.some((directive) => directive.trim() === 'no-store');
}

function cacheSignsIn(headers: Headers): readonly string[] {
  const aged = Number(headers.get('age') ?? 0) > 0 ? ['Age'] : [];
  return [...aged, ...CACHE_HEADERS.filter((name) => /\bhit\b/i.test(headers.get(name) ?? ''))];
}
