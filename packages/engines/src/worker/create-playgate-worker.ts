import type { Authorizer, AuthorizerPhase } from '@playgate/client';
import { PageRun } from './page-run.ts';
import type { PlaygateWorker, WorkerAttachment } from './playgate-worker.ts';
import { readCall } from './worker-call.ts';

/** As much of a `ServiceWorker` as is used. */
interface WorkerScript {
  readonly scriptURL: string;
}

/** As much of a `ServiceWorkerContainer` as is used: `navigator.serviceWorker`. */
export interface WorkerContainer extends EventTarget {
  readonly controller: WorkerScript | null;
  register(
    script: string | URL,
    options: { readonly type: WorkerType; readonly scope?: string },
  ): Promise<{
    readonly installing: WorkerScript | null;
    readonly waiting: WorkerScript | null;
    readonly active: WorkerScript | null;
  }>;
  startMessages(): void;
}

/** Where nothing more may come. */
const FINAL: readonly AuthorizerPhase[] = ['denied', 'signed-out', 'unsupported'];

/** How many answers of a player can be broken off. */
const MOST_RUNS = 64;

/** Answers what the worker asks that controls the page. */
export function createPlaygateWorker(container: WorkerContainer): PlaygateWorker {
  const attached = new Map<WorkerAttachment, Set<PageRun>>();
  const listener = (event: Event): void => {
    if (!(event instanceof MessageEvent) || !isFrom(container.controller, event.source)) return;
    const call = readCall(event.data);
    const [port] = event.ports;
    if (call === undefined || port === undefined) return;
    const [attachment, runs] = find(attached, call.url) ?? [];
    const run = new PageRun(port, () => runs?.delete(run));
    if (attachment === undefined || runs === undefined) return run.leave();
    runs.add(run);
    forget(runs);
    void run.start(call, attachment);
  };
  container.addEventListener('message', listener);
  container.startMessages();
  return {
    attach(attachment) {
      const runs = new Set<PageRun>();
      attached.set(attachment, runs);
      const stop = (): void => {
        for (const run of runs) run.stop();
        runs.clear();
      };
      const { state } = attachment.authorizer;
      const unsubscribe = state.subscribe(() => {
        if (FINAL.includes(state.get().phase)) stop();
      });
      return () => {
        unsubscribe();
        attached.delete(attachment);
        stop();
      };
    },
    dispose() {
      container.removeEventListener('message', listener);
      for (const runs of attached.values()) for (const run of runs) run.stop();
      attached.clear();
    },
  };
}

/** Any worker of this origin can send a page messages, whatever its scope. The page's requests go through the one that controls it. */
function isFrom(controller: WorkerScript | null, source: MessageEventSource | null): boolean {
  return source !== null && 'scriptURL' in source && source.scriptURL === controller?.scriptURL;
}

/** When the browser has all of an answer cannot be seen. Those that were given long ago are at their end. */
function forget(runs: Set<PageRun>): void {
  for (const run of runs) {
    if (runs.size <= MOST_RUNS) return;
    if (!run.isGiven) continue;
    run.release();
    runs.delete(run);
  }
}

/** The player that has a pass for a URL; or one that waits for it. */
function find(
  attached: ReadonlyMap<WorkerAttachment, Set<PageRun>>,
  url: string,
): readonly [WorkerAttachment, Set<PageRun>] | undefined {
  const last = [...attached].toReversed();
  return (
    last.find(([{ authorizer }]) => carries(authorizer, url)) ??
    last.find(([{ authorizer }]) => !authorizer.isFree(url))
  );
}

function carries(authorizer: Authorizer, url: string): boolean {
  return authorizer.apply(url).generation > 0 || authorizer.apply(url, 'manifest').generation > 0;
}
