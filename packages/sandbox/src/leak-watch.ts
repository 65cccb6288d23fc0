import type { CanaryEncoding } from './canary-scan.ts';
import { createCanaryScan } from './canary-scan.ts';
import type { ListenerName } from './listener-name.ts';

/** A value that reached a place where it must never be. */
export interface Leak {
  /** The canary's name, never its value. */
  readonly canary: string;
  readonly listener: ListenerName;
  readonly encoding: CanaryEncoding;
}

export interface LeakWatch {
  addCanary(name: string, value: string): void;
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
