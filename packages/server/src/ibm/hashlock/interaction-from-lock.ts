import type { Interaction } from '@playgate/protocol';
import { checkInteraction } from '../../mint/check-interaction.ts';
import { contentType, parseContent } from '../client/ibm-content.ts';
import type { IbmContent } from '../client/ibm-content.ts';
import type { HashLock } from '../client/ibm-hash-locks.ts';

/** What a gate of one's own needs besides the lock. */
export interface InteractionOptions {
  /** The pass page to which the entry page returns: `createHashlockPassPage` serves it. */
  readonly returnUrl: string;
  /** What is to be watched, where the lock is inherited. Default: that on which the lock is set. */
  readonly content?: IbmContent;
}

/**
 * What a lock at the vendor says, for the gate of a stream of one's own: the same entry page, message, button and size. Its secret stays
 * where it is.
 *
 * @throws {ServerError} `invalid_value`, naming what a browser would refuse, such as an entry URL that is not https.
 */
export function interactionFromLock(
  lock: HashLock,
  { returnUrl, content = lock.content }: InteractionOptions,
): Interaction {
  const { url, message, buttonCaption, popupWidth, popupHeight } = lock;
  const name = parseContent(content, 'invalid_value');
  const interaction: Interaction = {
    entryUrl: url,
    returnUrl,
    params: { ustreamContentType: contentType(name), ustreamContentId: name.id },
    ...(message !== undefined && { message }),
    ...(buttonCaption !== undefined && { buttonCaption }),
    ...(popupWidth !== undefined && { width: popupWidth }),
    ...(popupHeight !== undefined && { height: popupHeight }),
  };
  checkInteraction(interaction, 'invalid_value');
  return interaction;
}
