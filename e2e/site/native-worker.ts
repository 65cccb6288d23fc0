import { handlePlaygateFetch } from '@playgate/engines/worker';
import type { PlaygateWorkerScope } from '@playgate/engines/worker';

declare const self: PlaygateWorkerScope & {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'activate', listener: (event: ExtendableEvent) => void): void;
};
interface ExtendableEvent {
  waitUntil(promise: Promise<void>): void;
}

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
// Where the media is differs from run to run; an application knows it, and writes it here.
const media = new URL(self.location.href).searchParams.get('media') ?? '';
handlePlaygateFetch(self, { urls: [media] });
