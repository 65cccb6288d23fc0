import type { AuthorizerPhase, Interaction } from '@playgate/client';
import { createEntryFrame } from './create-entry-frame.ts';
import type { EntryFrame } from './create-entry-frame.ts';
import { createNonce } from './create-nonce.ts';
import type { UiContext } from './ui-context.ts';

/** Phases in which an answer may still be looked at. */
const UNDECIDED: readonly AuthorizerPhase[] = [
  'locked',
  'idle',
  'authorizing',
  'waiting',
  'network',
];

/** The viewer's way through the lock: the frame, what it brings back, what the backend makes of it. */
export interface Unlocking {
  /** While it is open. */
  readonly frame: EntryFrame | undefined;
  /** Whether what came back is being looked at. */
  readonly isChecking: boolean;
  /** Whether the last way through ended at the lock again. */
  readonly hasFailed: boolean;
  /** Opens the frame. */
  readonly open: () => void;
  dispose(): void;
}

/** Makes one. */
export function createUnlocking(context: UiContext): Unlocking {
  const { playgate, changed } = context;
  let frame: EntryFrame | undefined;
  /** What is being looked at; another object for each way. */
  let answer: Readonly<Record<string, string>> | undefined;
  let hasFailed = false;

  const close = (): void => {
    frame?.dispose();
    frame = undefined;
  };
  const check = async (mine: Readonly<Record<string, string>>): Promise<void> => {
    close();
    answer = mine;
    changed();
    // A rejection is in the state as well, from where the viewer hears of it.
    await playgate.answer(mine).catch(() => undefined);
    if (answer !== mine) return;
    answer = undefined;
    hasFailed = true;
    changed();
  };
  const open = (): void => {
    const { interaction } = playgate.state.get();
    if (interaction === undefined) return;
    close();
    hasFailed = false;
    const onClose = (): void => {
      close();
      changed();
    };
    frame = createFrame(context, interaction, (hash) => void check({ hash }), onClose);
    changed();
  };
  const unsubscribe = playgate.state.subscribe(() => {
    const { phase } = playgate.state.get();
    if (phase !== 'locked') close();
    if (UNDECIDED.includes(phase)) return;
    answer = undefined;
    hasFailed = false;
  });

  return {
    get frame() {
      return frame;
    },
    get isChecking() {
      return answer !== undefined;
    },
    get hasFailed() {
      return hasFailed;
    },
    open,
    dispose() {
      unsubscribe();
      close();
      answer = undefined;
    },
  };
}

function createFrame(
  { options, environment, translate, id }: UiContext,
  interaction: Interaction,
  onReturn: (hash: string) => void,
  onClose: () => void,
): EntryFrame {
  return createEntryFrame({
    interaction,
    nonce: createNonce(environment.randomBytes),
    label: options.title ?? interaction.buttonCaption ?? translate('Unlock'),
    closeCaption: translate('Close'),
    loadingText: translate('Loading…'),
    id,
    freedom: options.frame ?? {},
    onReturn,
    onClose,
  });
}
