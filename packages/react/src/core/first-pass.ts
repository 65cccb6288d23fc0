import { ClientError, systemClock } from '@playgate/client';
import type { ClientSession, PassClient, PassRequest, PlaybackPass } from '@playgate/client';

/** What nobody came back for is forgotten after that, in milliseconds. */
const UNCLAIMED_MS = 30_000;
/** So is an error after it was thrown to all that wait: whoever renders again then has reset the error boundary. */
const THROWN_MS = 100;

/** The first pass for a request. React forgets what a component knows that suspends, so it is known outside of it. */
export interface FirstPass {
  /** Whether the viewer signed out since, or is another one: then it is not theirs. */
  isStale(): boolean;
  /** @throws A promise as long as there is none, for which React waits; then the `ClientError`. */
  read(): PlaybackPass;
  /**
   * Keeps it for as long as a component shows it: the next one that mounts asks for what is fresh then.
   *
   * @returns Lets go of it.
   */
  hold(): () => void;
}

/**
 * Asks for the first pass.
 *
 * @param forget Called when it is of no more use.
 */
export function createFirstPass(
  client: PassClient,
  request: PassRequest,
  forget: () => void,
): FirstPass {
  let first: PlaybackPass | undefined;
  /** Whose it is, once that is settled. */
  let session: ClientSession | undefined;
  let cancel = (): void => {};
  const forgetIn = (ms: number): void => {
    cancel();
    cancel = systemClock.after(ms, forget);
  };
  const settle = (error?: unknown): void => {
    thrown = error;
    session = client.session.get();
    forgetIn(UNCLAIMED_MS);
  };
  let thrown: unknown = client.pass(request).then((pass) => {
    if (pass.mode === 'single-use') return settle(isForOne());
    first = pass;
    settle();
  }, settle);
  return {
    isStale: () => session !== undefined && session !== client.session.get(),
    read() {
      if (first) return first;
      if (session) forgetIn(THROWN_MS);
      throw thrown;
    },
    hold() {
      cancel();
      // StrictMode lets go and takes hold again within one task.
      return () => forgetIn(0);
    },
  };
}

/** It would be kept outside of the component, and shared. */
const isForOne = () => new ClientError('config', 'Take a pass of mode single-use by usePass.');
