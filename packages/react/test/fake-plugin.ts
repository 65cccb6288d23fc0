import { createObservable } from '@playgate/client';
import type { AuthorizerState, WritableObservable } from '@playgate/client';
import type { Playgate, PlaygateOptions, VideojsPlayer } from '@playgate/videojs';

/** What was attached, and what became of it. */
export interface Attachment {
  readonly player: VideojsPlayer;
  readonly options: PlaygateOptions;
  readonly state: WritableObservable<AuthorizerState>;
  readonly log: string[];
}

/** Every attachment, newest last. */
export const attachments: Attachment[] = [];

/** The newest attachment. */
export function attached(): Attachment {
  const last = attachments.at(-1);
  if (last === undefined) throw new Error('nothing is attached yet');
  return last;
}

/** In place of the plugin's. Asks the client as the real one does: through an authorizer of its own. */
export function attachPlaygate(player: VideojsPlayer, options: PlaygateOptions): Playgate {
  const authorizer = options.client.authorizer({ asset: options.asset });
  authorizer.ready().catch(() => undefined);
  if (typeof options.source === 'object') player.src({ ...options.source });
  const state = createObservable<AuthorizerState>({ phase: 'authorizing' });
  const log: string[] = [];
  attachments.push({ player, options, state, log });
  return {
    options,
    authorizer,
    state,
    retry: () => void log.push('retry'),
    answer: () => Promise.resolve(void log.push('answer')),
    reload: () => Promise.resolve(void log.push('reload')),
    dispose() {
      log.push('dispose');
      authorizer.dispose();
    },
  };
}
