import type { VideojsPlayer } from '../player.ts';
import type { Phrase } from '../lang/phrase.ts';
import type { DialogContent } from './create-dialog.ts';
import type { Message } from './create-message.ts';
import type { UiEnvironment } from './ui-environment.ts';
import type { UiOptions } from './ui-options.ts';
import type { UiPlaygate } from './ui-playgate.ts';

/** What the dialogs of one player share. */
export interface UiContext {
  readonly player: VideojsPlayer;
  readonly playgate: UiPlaygate;
  readonly options: UiOptions;
  readonly environment: UiEnvironment;
  /** A prefix for element ids, unique in the page. */
  readonly id: string;
  /** The phrase in the player's language. */
  readonly translate: (phrase: Phrase) => string;
  /** A message as a dialog's content: the same object as long as it reads the same. */
  readonly message: (message: Message) => DialogContent;
  /** To be called when another dialog may be due. */
  readonly changed: () => void;
}
