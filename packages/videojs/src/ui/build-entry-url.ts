import { ClientError } from '@playgate/client';
import type { Interaction } from '@playgate/client';

/**
 * The URL to open in the frame: the entry page with what the backend wants on it, and the way back, which carries the nonce. Queries
 * that are there stay as they are, byte for byte.
 *
 * @throws {ClientError} `invalid_response` if one of the two pages is not an http or https URL: anything else would run as our own.
 */
export function buildEntryUrl(interaction: Interaction, nonce: string): string {
  const { entryUrl, returnUrl, params = {}, returnParam = 'hashConsumer' } = interaction;
  if (!isPage(entryUrl) || !isPage(returnUrl))
    throw new ClientError(
      'invalid_response',
      'The pages of the interaction are not http or https URLs. Send absolute https URLs.',
    );
  return withQuery(entryUrl, { ...params, [returnParam]: withQuery(returnUrl, { nonce }) });
}

const isPage = (url: string): boolean => /^https?:\/\//i.test(url);

function withQuery(url: string, params: Readonly<Record<string, string>>): string {
  const [page = '', ...fragment] = url.split('#');
  const added = Object.entries(params).map((pair) => pair.map(encodeURIComponent).join('='));
  const joint = page.includes('?') ? (/[?&]$/.test(page) ? '' : '&') : '?';
  return [page + joint + added.join('&'), ...fragment].join('#');
}
