import type {
  Authorizer,
  AuthorizerPhase,
  AuthorizerState,
  ClientError,
  NativeRung,
  Observable,
} from '@playgate/client';
import { createGate } from './gate.ts';
import type { Gate } from './gate.ts';

/** A player behind a lock. */
export interface Protection {
  readonly authorizer: Authorizer;
  /** Whether requests can be given headers here. A pass that needs more than the player can do ends in `unsupported`. */
  readonly canAttachHeaders: boolean;
  /** Where playback stands: the authorizer's state, or a failure that only the player's side could see. */
  readonly state: Observable<AuthorizerState>;
  /** Leaves a final state and asks again, at the viewer's wish. What was stopped goes on. */
  retry(): void;
  /** Takes everything off the player again and disposes of the authorizer; the source stays. Idempotent. */
  dispose(): void;
}

/** Phases from which only the viewer or the application finds a way out. */
const FINAL: ReadonlySet<AuthorizerPhase> = new Set(['denied', 'signed-out', 'unsupported']);

/** What an adapter does about the end. */
export interface EndHandler {
  /** Called once for each final state. */
  stop(error: ClientError): void;
  /** Called when it is left. */
  resume(): void;
}

/** What stands between an engine and its requests. */
export interface Installation {
  readonly end: EndHandler;
  readonly undo: readonly (() => void)[];
  /** Default `true`. */
  readonly canAttachHeaders?: boolean;
  /** What could place a header instead, where requests can be given none. */
  readonly instead?: NativeRung;
}

/**
 * Puts an engine behind an authorizer.
 *
 * @param install Gets between the engine and its requests. The signal ends with the protection.
 */
export function createProtection(
  authorizer: Authorizer,
  install: (gate: Gate, signal: AbortSignal) => Installation,
): Protection {
  const gate = createGate(authorizer);
  const life = new AbortController();
  const { end, undo, canAttachHeaders = true, instead } = install(gate, life.signal);
  let told: ClientError | undefined;
  const look = (): void => {
    const { phase, error } = gate.state.get();
    const final = FINAL.has(phase) ? error : undefined;
    if (final === told) return;
    told = final;
    if (final === undefined) end.resume();
    else end.stop(final);
  };
  const unsubscribe = gate.state.subscribe(look);
  look();
  authorizer.setAbilities({ headers: canAttachHeaders, ...(instead && { instead }) });
  // Ahead of the first request; what it says is in the state.
  authorizer.ready({ signal: life.signal }).catch(() => undefined);
  return {
    authorizer,
    canAttachHeaders,
    state: gate.state,
    retry: () => gate.retry(),
    dispose() {
      if (life.signal.aborted) return;
      unsubscribe();
      life.abort();
      for (const undone of undo) undone();
      gate.dispose();
    },
  };
}
