import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command, Got, Said } from './backend-commands.ts';

/** A backend in a process of its own. */
export interface Backend {
  tell(command: Command): Promise<Got | undefined>;
  /** Resolves when it says that for the next time. */
  says(what: Said['said']): Promise<void>;
  /** Kills it, as a failing machine would. */
  kill(): Promise<void>;
}

/** Starts the process and waits for nothing yet. */
export function startBackend(): Backend {
  const file = fileURLToPath(new URL('./backend-process.ts', import.meta.url));
  const child = fork(file, [], { execArgv: ['--conditions=playgate-source'] });
  let told = 0;
  return {
    tell(command) {
      told += 1;
      const id = told;
      return new Promise((resolve, reject) => {
        child.on('message', function hear(said: Said) {
          if (!('id' in said) || said.id !== id) return;
          child.off('message', hear);
          if (said.said === 'failed') reject(new Error(said.error));
          else resolve(said.got);
        });
        child.send({ id, command });
      });
    },
    says: (what) =>
      new Promise((resolve) => {
        child.on('message', function hear({ said }: Said) {
          if (said !== what) return;
          child.off('message', hear);
          resolve();
        });
      }),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
