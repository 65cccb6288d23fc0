export { handlePlaygateFetch } from './handle-playgate-fetch.ts';
export type {
  PlaygateFetchEvent,
  PlaygateFetchOptions,
  PlaygateWorkerScope,
} from './handle-playgate-fetch.ts';
export type { WorkerContainer } from './create-playgate-worker.ts';
export type { PlaygateWorker, WorkerAttachment } from './playgate-worker.ts';
export { registerPlaygateWorker } from './register-playgate-worker.ts';
export type { RegisterOptions } from './register-playgate-worker.ts';
