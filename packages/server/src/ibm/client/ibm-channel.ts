import { ServerError } from '../../server-error.ts';
import { parseContent } from './ibm-content.ts';
import type { IbmContent } from './ibm-content.ts';

/** A channel: `channel:<id>`, with the vendor's number. */
export type IbmChannel = Extract<IbmContent, `channel:${string}`>;

/**
 * The number of a channel.
 *
 * @throws {ServerError} `invalid_value`
 */
export function channelId(channel: IbmChannel): string {
  const { kind, id } = parseContent(channel, 'invalid_value');
  if (kind !== 'channel')
    throw new ServerError('invalid_value', 'This lock is one of channels: name channel:<id>.');
  return id;
}
