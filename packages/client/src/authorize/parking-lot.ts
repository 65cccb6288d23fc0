import { abortedBy } from '../client-error.ts';
import type { ClientError } from '../client-error.ts';
import { onAbort } from '../on-abort.ts';

interface Parked {
  isFree(): boolean;
  end(error?: ClientError): void;
}

/** Callers that wait, in the order in which they came. */
export class ParkingLot {
  readonly #parked = new Set<Parked>();

  get size(): number {
    return this.#parked.size;
  }

  /**
   * Waits until `isFree` holds when the lot is looked through.
   *
   * @returns What ended the wait early.
   */
  wait(isFree: () => boolean, signal?: AbortSignal): Promise<ClientError | undefined> {
    return new Promise((resolve) => {
      let ignore = (): void => {};
      const parked: Parked = {
        // Others may hear of an abort first, and must not let this one go on.
        isFree: () => !signal?.aborted && isFree(),
        end: (error) => {
          this.#parked.delete(parked);
          ignore();
          resolve(error);
        },
      };
      this.#parked.add(parked);
      ignore = onAbort(signal, () => parked.end(abortedBy(signal)));
    });
  }

  /** Lets those go who are free; with an error, everybody. */
  release(error?: ClientError): void {
    for (const parked of [...this.#parked])
      if (this.#parked.has(parked) && (error || parked.isFree())) parked.end(error);
  }
}
