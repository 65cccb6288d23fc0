import { setQuery } from '@playgate/protocol';
import type { RequestKind } from '@playgate/protocol';
import type { AuthorizedRequest } from '../authorizer.ts';
import { clientError } from '../client-error.ts';
import { NO_HEADERS } from './compile-rules.ts';
import type { FoundRule } from './find-rule.ts';

/**
 * Puts the credential of a pass on a URL. Default deny: what no rule matches goes out as it is.
 *
 * @param generation Of the pass, if it is usable; else 0.
 * @param found Its rule for the URL.
 * @throws {ClientError} `url_not_canonical`
 */
export function applyPass(
  generation: number,
  found: FoundRule | undefined,
  original: string,
  kind: RequestKind | undefined,
): AuthorizedRequest {
  if (generation === 0 || !found?.rule.places)
    return {
      url: original,
      original,
      kind,
      headers: NO_HEADERS,
      credentials: false,
      generation: 0,
      transport: 'any',
    };
  if (found.odd)
    throw clientError(
      'url_not_canonical',
      'A media URL hides where it leads (user, backslash, dot segments, control characters).',
    );
  const { headers, query, credentials, transport } = found.rule;
  const url = setQuery(found.url, query);
  return { url, original, kind, headers, credentials, generation, transport };
}
