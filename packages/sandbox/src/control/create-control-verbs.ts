import type { ClockReading, ControlVerbs } from './control-verbs.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { Faults } from '../faults/faults.ts';
import type { Films } from '../films/films.ts';
import type { Journal } from '../listener/journal.ts';
import type { LeakWatch } from '../leaks/leak-watch.ts';
import {
  parseCanary,
  parseCredentialOrder,
  parseFault,
  parseMilliseconds,
} from '../parse-command.ts';
import type { Presigner } from '../origin/presigned.ts';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { ListenerName } from '../listener-name.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Commands } from '../vendors/emulator.ts';
import type { CatchTheShow } from '../vendors/catch-the-show/create-catch-the-show.ts';

export interface ControlParts {
  readonly clock: SandboxClock;
  readonly credentials: Credentials;
  readonly faults: Faults;
  readonly films: Films;
  readonly journal: Journal;
  readonly leaks: LeakWatch;
  readonly presigner: Presigner;
  readonly emulators: Readonly<Partial<Record<ListenerName, { readonly commands: Commands }>>> & {
    readonly catchTheShow: Pick<CatchTheShow, 'commands' | 'rotateSecretKey'>;
  };
}

/** The verbs as they act on this run. What they are given is checked, whether it comes from code or over HTTP. */
export function createControlVerbs(parts: ControlParts): ControlVerbs {
  const { clock, credentials, faults, films, journal, leaks, presigner, emulators } = parts;
  const reading = (): ClockReading => ({ nowMs: clock.now(), offsetMs: clock.offsetMs });
  return {
    journal: async (after) => journal.read(after),
    clearJournal: async () => journal.clear(),
    addFault: async (fault) => ({ id: faults.add(parseFault(fault)) }),
    faults: async () => faults.list(),
    async removeFault(id) {
      if (!faults.remove(id))
        throw new SandboxError(
          'invalid_option',
          'There is no fault with this id. GET /faults lists them.',
        );
    },
    clearFaults: async () => faults.clear(),
    clock: async () => reading(),
    async setClock(offsetMs) {
      clock.setOffset(parseMilliseconds(offsetMs, 'offsetMs', -Infinity));
      return reading();
    },
    expireCredentials: async (filter) => credentials.expire(filter),
    revokeCredentials: async (filter) => credentials.revoke(filter),
    async mintCredential(order) {
      const { film, value, lifetimeMs, viewer } = parseCredentialOrder(order);
      if (!films.get(film))
        throw new SandboxError(
          'invalid_option',
          'film must be the id of a film; GET / lists them.',
        );
      const grant = { vendor: 'origin', film, lifetimeMs } as const;
      const minted = credentials.mint(viewer === undefined ? grant : { ...grant, viewer }, value);
      return { value: minted.value, generation: minted.generation };
    },
    setPresignedLifetime: async (ms) =>
      presigner.setLifetime(parseMilliseconds(ms, 'lifetimeMs', 0)),
    rotateSecretKey: async (ms) => ({
      secretKey: emulators.catchTheShow.rotateSecretKey(parseMilliseconds(ms, 'graceMs', 0)),
    }),
    async tell(vendor, command, details = {}) {
      const commands = emulators[vendor]?.commands ?? {};
      const act = Object.hasOwn(commands, command) ? commands[command] : undefined;
      if (act === undefined)
        throw new SandboxError(
          'invalid_option',
          `${vendor} can be told: ${Object.keys(commands).join(', ') || 'nothing'}.`,
        );
      return act(details);
    },
    async addCanary(name, value) {
      const canary = parseCanary({ name, value });
      leaks.addSecret(canary.name, canary.value);
    },
    clearCanaries: async () => leaks.clearCanaries(),
    leaks: async () => leaks.leaks(),
    async reset() {
      journal.clear();
      faults.clear();
      leaks.clear();
      clock.setOffset(0);
    },
  };
}
