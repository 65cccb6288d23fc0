import { setQuery } from '@playgate/protocol';
import type { PassRule, QueryPlacement, RequestKind, UrlPrefix } from '@playgate/protocol';
import { parseUrlPrefixes, urlWithin } from '../url-prefixes.ts';

/** A rule of a pass, as a server goes by it. */
export interface PlacedRule {
  /** Whether it puts anything on a URL or a header. Cookies are the browser's. */
  readonly places: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** Names of the query parameters that it sets. */
  readonly names: readonly string[];
  /** Puts its query on a URL. */
  place(url: string): string;
}

/** Finds the rule for a URL: the first that matches. None for a URL that could lead elsewhere than it seems. */
export type FindRule = (url: string, kind: RequestKind | undefined) => PlacedRule | undefined;

/** Makes the rules of a pass ready. */
export function readRules(rules: readonly PassRule[]): FindRule {
  const read = rules.map((rule) => ({
    kinds: rule.match.kinds,
    prefixes: parseUrlPrefixes(rule.match.urls, 'urls'),
    placed: readRule(rule),
  }));
  const matches = (
    { kinds, prefixes }: { kinds: PassRule['match']['kinds']; prefixes: readonly UrlPrefix[] },
    url: string,
    kind: RequestKind | undefined,
  ): boolean =>
    (kinds === undefined || (kind !== undefined && kinds.includes(kind))) &&
    urlWithin(url, prefixes) !== undefined;
  return (url, kind) => read.find((rule) => matches(rule, url, kind))?.placed;
}

function readRule({ place }: PassRule): PlacedRule {
  const headers: Record<string, string> = {};
  let params: Readonly<Record<string, string>> = {};
  for (const placement of place) {
    if (placement.kind === 'header') headers[placement.name] = placement.value;
    if (placement.kind === 'query') params = { ...params, ...placement.params };
  }
  const names = Object.keys(params);
  const query: QueryPlacement = {
    names,
    text: names.map((name) => `${name}=${params[name]}`).join('&'),
  };
  return {
    places: names.length + Object.keys(headers).length > 0,
    headers,
    names,
    place: (url) => setQuery(url, query),
  };
}
