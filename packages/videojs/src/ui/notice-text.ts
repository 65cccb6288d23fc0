import type { AuthorizerState } from '@playgate/client';
import type { Phrase } from '../lang/phrase.ts';
import { viewerMessage } from '../lang/viewer-message.ts';

/** What a viewer hears who waits for the picture; `undefined` in a state that has nothing to do with the wait. */
export function noticeText({ phase, error }: AuthorizerState): Phrase | undefined {
  if (phase === 'waiting') return 'One moment…';
  if (phase === 'network') return viewerMessage(error?.code ?? 'network');
  return undefined;
}
