import { ClientError, systemClock } from '@playgate/client';
import type { Clock } from '@playgate/client';
import { createPlaygateWorker } from './create-playgate-worker.ts';
import type { WorkerContainer } from './create-playgate-worker.ts';
import type { PlaygateWorker } from './playgate-worker.ts';

/** Options of `registerPlaygateWorker`. */
export interface RegisterOptions {
  /** As of `ServiceWorkerContainer.register`. Default: the folder of the script. */
  readonly scope?: string;
  /** Default `module`. */
  readonly type?: WorkerType;
  /** How long the worker may take to control this page, in milliseconds. Default 10000. */
  readonly timeoutMs?: number;
  /** Default: `navigator.serviceWorker`. */
  readonly container?: WorkerContainer;
  /** Default: the system's. */
  readonly clock?: Pick<Clock, 'after'>;
}

/**
 * Registers the application's service worker, in which `handlePlaygateFetch` runs, and waits until it controls this page: on the first
 * visit that takes a worker that claims its clients.
 *
 * @throws {ClientError} `placement_unsupported`: there are no service workers here (an insecure page, some WebViews and private windows), the
 *   script cannot be loaded, or it does not take control (a page that was reloaded past it, or has another worker).
 */
export async function registerPlaygateWorker(
  script: string | URL,
  options: RegisterOptions = {},
): Promise<PlaygateWorker> {
  const { scope, type = 'module', timeoutMs = 10_000, clock = systemClock } = options;
  const container = options.container ?? navigator.serviceWorker;
  if (container === undefined) throw unsupported('There are no service workers here.');
  const init = { type, ...(scope !== undefined && { scope }) };
  const url = await register(container, script, init);
  if (!(await controls(container, url, { timeoutMs, clock })))
    throw unsupported('The service worker does not control this page.');
  return createPlaygateWorker(container);
}

/** @returns The URL of the worker, as the browser spells it. */
async function register(
  container: WorkerContainer,
  ...args: Parameters<WorkerContainer['register']>
): Promise<string | undefined> {
  try {
    const { installing, waiting, active } = await container.register(...args);
    return (installing ?? waiting ?? active)?.scriptURL;
  } catch (cause) {
    throw unsupported('The service worker cannot be registered.', cause);
  }
}

/** Another worker may control the page already, and knows nothing of us. */
function controls(
  container: WorkerContainer,
  url: string | undefined,
  { timeoutMs, clock }: { readonly timeoutMs: number; readonly clock: Pick<Clock, 'after'> },
): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (container.controller === null || container.controller.scriptURL !== url) return;
      end(true);
    };
    const end = (isThere: boolean): void => {
      container.removeEventListener('controllerchange', look);
      cancel();
      resolve(isThere);
    };
    const cancel = clock.after(timeoutMs, () => end(false));
    container.addEventListener('controllerchange', look);
    look();
  });
}

function unsupported(what: string, cause?: unknown): ClientError {
  return new ClientError(
    'placement_unsupported',
    `${what} Use server-helper instead: docs/native.md#server-helper.`,
    { instead: 'server-helper', ...(cause !== undefined && { cause }) },
  );
}
