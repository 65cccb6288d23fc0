import type { CanaryEncoding } from './canary-scan.ts';
import { createCanaryScan } from './canary-scan.ts';
import type { ListenerName } from '../listener-name.ts';

/** A value that reached a place where it must never be. */
export interface Leak {
  /** The canary's name, never its value. */
  readonly canary: string;
  readonly listener: ListenerName;
  readonly encoding: CanaryEncoding;
}

export interface LeakWatch {
  /** Of what is minted all the time. The newest thousand are watched for. */
  addCanary(name: string, value: string): void;
  /** Of what lasts as long as the run, and which nothing that is minted pushes out. */
  addSecret(name: string, value: string): void;
  /** One watcher for one connection: values that arrive in pieces are found, too. */
  tap(listener: ListenerName): (bytes: Buffer) => void;
  leaks(): readonly Leak[];
  /** Forgets the leaks; canaries stay. */
  clear(): void;
  clearCanaries(): void;
}

/** How much of a connection's past is looked at again together with what comes next. */
const MEMORY_BYTES = 65_536;

export function createLeakWatch(): LeakWatch {
  const scan = createCanaryScan();
  const leaks = new Map<string, Leak>();
  return {
    addCanary: (name, value) => scan.add(name, value),
    addSecret: (name, value) => scan.keep(name, value),
    tap(listener) {
      let recent = Buffer.alloc(0);
      return (bytes) => {
        recent = Buffer.concat([recent, bytes]).subarray(-MEMORY_BYTES);
        for (const { canary, encoding } of scan.scan(recent))
          leaks.set(JSON.stringify([canary, encoding]), { canary, listener, encoding });
      };
    },
    leaks: () => [...leaks.values()],
    clear: () => leaks.clear(),
    clearCanaries() {
      leaks.clear();
      scan.clear();
    },
  };
}
