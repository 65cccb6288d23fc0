/** The viewer's way to sign in. */
export interface SignIn {
  readonly step: 'idle' | 'busy' | 'failed';
  readonly run: () => void;
  /** The page came back from where a sign-in had led, out of the back/forward cache: it may be begun anew. */
  readonly returned: () => void;
}

/** Wraps the application's sign-in: one at a time, then asks again. */
export function createSignIn(
  signIn: () => void | Promise<void>,
  retry: () => void,
  changed: () => void,
): SignIn {
  let step: SignIn['step'] = 'idle';
  const move = (to: SignIn['step']): void => {
    step = to;
    changed();
  };
  /** The one that the dialog waits for. */
  let latest = 0;
  const run = async (): Promise<void> => {
    const own = (latest += 1);
    move('busy');
    try {
      await signIn();
    } catch (error) {
      if (own === latest) move('failed');
      throw error;
    }
    if (own === latest) move('idle');
    retry();
  };
  return {
    get step() {
      return step;
    },
    run() {
      if (step !== 'busy') void run();
    },
    returned() {
      if (step !== 'busy') return;
      latest += 1;
      move('idle');
    },
  };
}
