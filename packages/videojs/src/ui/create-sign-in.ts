/** The viewer's way to sign in. */
export interface SignIn {
  readonly step: 'idle' | 'busy' | 'failed';
  readonly run: () => void;
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
  const run = async (): Promise<void> => {
    move('busy');
    try {
      await signIn();
    } catch (error) {
      move('failed');
      throw error;
    }
    move('idle');
    retry();
  };
  return {
    get step() {
      return step;
    },
    run() {
      if (step !== 'busy') void run();
    },
  };
}
