import { removeQuery } from '@playgate/protocol';
import type { PassRule, QueryPlacement, RefusalAction, RequestKind } from '@playgate/protocol';
import { compileUrlPrefix } from './match-url.ts';
import type { UrlMatcher } from './match-url.ts';

/** A rule made ready: matching and placing take no parsing and no URL object. */
export interface CompiledRule {
  /** As `UrlMatcher` does, and for requests of its kinds only. */
  match(url: string, kind: RequestKind | undefined): number;
  /** Whether it puts anything on a request, a cookie included. */
  readonly places: boolean;
  /** Whether it matters what becomes of a request: it carries something, or the rule says what a status means. */
  readonly heeds: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: QueryPlacement;
  readonly credentials: boolean;
  readonly transport: 'any' | 'no-redirect';
  readonly refusals: Readonly<Record<number, RefusalAction>>;
  /** Takes out of a URL what the rule puts into its query. Knows the names only. */
  readonly clean: (url: string) => string;
}

/** What a rule without header placements sets. */
export const NO_HEADERS: CompiledRule['headers'] = Object.freeze({});

/**
 * Makes the rules of a pass ready.
 *
 * @throws {ProtocolError} `invalid_member`
 */
export function compileRules(rules: readonly PassRule[]): readonly CompiledRule[] {
  return rules.map((rule, i) => {
    const { urls, kinds } = rule.match;
    const matchers = urls.map((url) => compileUrlPrefix(url, `rules[${i}].match.urls`));
    const { headers, params, credentials } = gather(rule);
    const names = Object.keys(params);
    const places = rule.place.some(({ kind }) => kind !== 'none');
    return {
      match: (url, kind) =>
        !kinds || (kind && kinds.includes(kind)) ? firstMatch(matchers, url) : 0,
      places,
      heeds: places || rule.refusals !== undefined,
      headers: Object.keys(headers).length > 0 ? Object.freeze(headers) : NO_HEADERS,
      query: { names, text: names.map((name) => `${name}=${params[name]}`).join('&') },
      credentials,
      transport: mayRedirect(rule, headers) ? 'any' : 'no-redirect',
      refusals: rule.refusals ?? {},
      clean: cleaner(matchers, names),
    };
  });
}

interface Gathered {
  readonly headers: Record<string, string>;
  readonly params: Record<string, string>;
  readonly credentials: boolean;
}

function gather({ place }: PassRule): Gathered {
  const headers: Record<string, string> = {};
  let params: Record<string, string> = {};
  let credentials = false;
  for (const placement of place) {
    if (placement.kind === 'header') headers[placement.name] = placement.value;
    if (placement.kind === 'query') params = { ...params, ...placement.params };
    if (placement.kind === 'cookie') credentials = true;
  }
  return { headers, params, credentials };
}

/** Browsers drop `Authorization` on a redirect to another origin and carry every other header along. */
function mayRedirect(rule: PassRule, headers: Readonly<Record<string, string>>): boolean {
  return (
    rule.redirects === 'never' ||
    Object.keys(headers).every((name) => name.toLowerCase() === 'authorization')
  );
}

function cleaner(matchers: readonly UrlMatcher[], names: readonly string[]) {
  return (url: string): string => (firstMatch(matchers, url) ? removeQuery(url, names) : url);
}

function firstMatch(matchers: readonly UrlMatcher[], url: string): number {
  for (const match of matchers) {
    const slash = match(url);
    if (slash) return slash;
  }
  return 0;
}
