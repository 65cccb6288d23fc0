import { useCallback, useState } from 'react';

/** Does what a button says, and keeps why it did not work. */
export interface Attempt {
  /** Keeps its identity. */
  readonly attempt: (work: () => Promise<unknown>) => void;
  readonly isBusy: boolean;
  readonly problem: string | undefined;
}

export function useAttempt(): Attempt {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const attempt = useCallback((work: () => Promise<unknown>): void => {
    setProblem(undefined);
    setBusy(true);
    work()
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false));
  }, []);
  return { attempt, isBusy, problem };
}
