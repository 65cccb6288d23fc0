import type { OAuthEnvironment } from '../environment.ts';

/** A store that says no instead of failing, and keeps nobody waiting for a database that does not open. */
export interface SafeStore {
  /** @returns Whether it was done. Where nothing can be stored: false, and nothing is changed later, either. */
  update(name: string, change: (value: unknown) => unknown): Promise<boolean>;
}

const PATIENCE_MS = 3000;

/** @param prefix Keeps clients of one origin apart. */
export function safeStore({ database, clock }: OAuthEnvironment, prefix: string): SafeStore {
  return {
    update: (name, change) =>
      new Promise((resolve) => {
        if (!database) return resolve(false);
        let isGivenUp = false;
        const cancel = clock.after(PATIENCE_MS, () => {
          isGivenUp = true;
          resolve(false);
        });
        const done = (isDone: boolean) => () => {
          cancel();
          resolve(isDone);
        };
        const changeInTime = (value: unknown): unknown => {
          cancel();
          return isGivenUp ? value : change(value);
        };
        database.update(`${prefix} ${name}`, changeInTime).then(done(true), done(false));
      }),
  };
}
