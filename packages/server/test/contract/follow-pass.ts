import { parseUrlPrefix } from '@playgate/protocol';
import type { PassRule, PlaybackPass, RefusalAction, RequestKind } from '@playgate/protocol';

/** The rule that counts for a request: the first that matches. */
export function ruleFor(
  { rules }: PlaybackPass,
  url: string,
  kind: RequestKind,
): PassRule | undefined {
  return rules.find(
    ({ match: { urls, kinds } }) =>
      (kinds?.includes(kind) ?? true) && urls.some((prefix) => isBelow(url, prefix)),
  );
}

/** Opens what a browser would open: exactly what the rule says, and no redirect. */
export function follow(pass: PlaybackPass, url: string, kind: RequestKind): Promise<Response> {
  return openWith(ruleFor(pass, url, kind), url);
}

/** Places what a rule says, whatever the address. */
export function openWith(rule: PassRule | undefined, url: string): Promise<Response> {
  const headers = new Headers();
  let target = url;
  for (const placement of rule?.place ?? []) {
    if (placement.kind === 'header') headers.set(placement.name, placement.value);
    if (placement.kind === 'query') target = withParams(target, placement.params);
  }
  return fetch(target, { headers, redirect: 'manual' });
}

/** What a player does about a status: what the rule says, else the protocol's default. */
export function actionFor(
  pass: PlaybackPass,
  url: string,
  kind: RequestKind,
  status: number,
): RefusalAction | undefined {
  const rule = ruleFor(pass, url, kind);
  const standard = status === 401 || status === 403 ? 'renew' : undefined;
  return rule && (rule.refusals?.[status] ?? standard);
}

function isBelow(url: string, prefix: string): boolean {
  const { protocol, host, path, exact } = parseUrlPrefix(prefix, 'urls');
  const { protocol: scheme, host: place, pathname } = new URL(url);
  const isThere = exact ? pathname === path : pathname.startsWith(path);
  return protocol === scheme && host === place && isThere;
}

/** Values go in as they are: already encoded. What stands there under the same name goes. */
function withParams(url: string, params: Readonly<Record<string, string>>): string {
  const added = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  return withQuery(url, (pairs) => [
    ...pairs.filter((pair) => !(nameOf(pair) in params)),
    ...added,
  ]);
}

/** An address without what a rule would put into its query. */
export function withoutPlaced(url: string, { place }: PassRule): string {
  const names = place.flatMap((one) => (one.kind === 'query' ? Object.keys(one.params) : []));
  return withQuery(url, (pairs) => pairs.filter((pair) => !names.includes(nameOf(pair))));
}

const nameOf = (pair: string): string => pair.split('=')[0] ?? '';

function withQuery(url: string, change: (pairs: readonly string[]) => readonly string[]): string {
  const [base = '', query = ''] = url.split('?');
  const pairs = change(query.split('&').filter((pair) => pair !== ''));
  return pairs.length === 0 ? base : `${base}?${pairs.join('&')}`;
}
