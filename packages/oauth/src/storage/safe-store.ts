import type { OAuthEnvironment } from '../environment.ts';

/** A store that says no instead of failing, and never keeps anybody waiting. */
export interface SafeStore {
  /** @returns Whether it was done: false where nothing can be stored. */
  update(name: string, change: (value: unknown) => unknown): Promise<boolean>;
}

const PATIENCE_MS = 3000;

/** @param prefix Keeps clients of one origin apart. */
export function safeStore({ database, clock }: OAuthEnvironment, prefix: string): SafeStore {
  return {
    update: (name, change) =>
      new Promise((resolve) => {
        if (!database) return resolve(false);
        const cancel = clock.after(PATIENCE_MS, () => resolve(false));
        const done = (isDone: boolean) => () => {
          cancel();
          resolve(isDone);
        };
        database.update(`${prefix} ${name}`, change).then(done(true), done(false));
      }),
  };
}
