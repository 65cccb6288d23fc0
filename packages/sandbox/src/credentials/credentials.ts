import type { SandboxClock } from '../sandbox-clock.ts';
import { setBounded } from '../set-bounded.ts';
import type { Judgement } from './judgement.ts';

/** Who mints credentials here: the vendors, and the self-run origin. */
export const VENDORS = [
  'catchTheShow',
  'ibm',
  'origin',
  'stapi',
  'secureVideo',
  'brightcove',
  'mux',
] as const;

export type VendorName = (typeof VENDORS)[number];

export const isVendor = (value: unknown): value is VendorName =>
  VENDORS.some((name) => name === value);

export interface Grant {
  readonly vendor: VendorName;
  /** Id of the one film it opens. */
  readonly film: string;
  /** Milliseconds on the sandbox's clock. */
  readonly lifetimeMs: number;
  readonly viewer?: string;
  readonly permissions?: readonly string[];
}

/** Which credentials a command means; what is left out means all. */
export interface CredentialFilter {
  readonly vendor?: VendorName;
  readonly viewer?: string;
  /** The one credential that was minted with this serial. */
  readonly serial?: number;
}

export interface MintedCredential {
  readonly value: string;
  readonly generation: number;
  readonly serial: number;
}

/** What a gate asks for. */
export interface Demand {
  readonly vendor: VendorName;
  readonly film?: string;
  readonly permission?: string;
}

type Finding = Omit<Judgement, 'credential'>;

/** Opaque credentials and what became of them. Their lives end by the sandbox's clock, or by command. */
export interface Credentials {
  /** @param value Use this text instead of a random one. */
  mint(grant: Grant, value?: string): MintedCredential;
  judge(value: string | undefined, demand: Demand): Finding;
  /** As {@link judge}, for a pre-signed child that only knows its parent's serial. Natural expiry of the parent does not matter. */
  judgeSerial(serial: number): Finding;
  expire(filter?: CredentialFilter): void;
  revoke(filter?: CredentialFilter): void;
  onMint(listener: (name: string, value: string) => void): void;
}

interface Held extends Grant {
  readonly generation: number;
  readonly serial: number;
  readonly expiresAtMs: number;
  ended?: 'expired' | 'revoked';
}

/** @param randomText Makes an unguessable text. */
export function createCredentials(clock: SandboxClock, randomText: () => string): Credentials {
  const held = new Map<string, Held>();
  const bySerial = new Map<number, Held>();
  const generations = new Map<string, number>();
  let serial = 0;
  let announce: (name: string, value: string) => void = () => undefined;

  function end(how: 'expired' | 'revoked', filter: CredentialFilter = {}): void {
    for (const one of bySerial.values()) if (isMeant(one, filter)) one.ended ??= how;
  }

  return {
    mint(grant, value = randomText()) {
      const owner = JSON.stringify([grant.vendor, grant.film, grant.viewer]);
      const generation = (generations.get(owner) ?? 0) + 1;
      generations.set(owner, generation);
      const expiresAtMs = clock.now() + grant.lifetimeMs;
      const one: Held = { ...grant, generation, serial: ++serial, expiresAtMs };
      setBounded(held, value, one);
      setBounded(bySerial, one.serial, one);
      announce(`${grant.vendor} ${grant.film} generation ${generation}`, value);
      return { value, generation, serial: one.serial };
    },
    judge(value, demand) {
      if (value === undefined || value === '') return { verdict: 'missing', refusal: 401 };
      const one = held.get(value);
      if (one?.vendor !== demand.vendor) return { verdict: 'wrong', refusal: 401 };
      return { ...weigh(one, demand, clock.now()), ...named(one) };
    },
    judgeSerial(wanted) {
      const one = bySerial.get(wanted);
      if (one === undefined) return { verdict: 'wrong', refusal: 403 };
      if (one.ended !== undefined) return { verdict: one.ended, refusal: 403, ...named(one) };
      return { verdict: 'ok', ...named(one) };
    },
    expire: (filter) => end('expired', filter),
    revoke: (filter) => end('revoked', filter),
    onMint(listener) {
      announce = listener;
    },
  };
}

const named = (one: Held): Finding => ({ generation: one.generation, serial: one.serial });

const isMeant = (one: Held, { vendor, viewer, serial }: CredentialFilter): boolean =>
  (vendor === undefined || vendor === one.vendor) &&
  (viewer === undefined || viewer === one.viewer) &&
  (serial === undefined || serial === one.serial);

function weigh(one: Held, { film, permission }: Demand, now: number): Finding {
  if (one.ended !== undefined) return { verdict: one.ended, refusal: 401 };
  if (now >= one.expiresAtMs) return { verdict: 'expired', refusal: 401 };
  if (film !== undefined && film !== one.film) return { verdict: 'wrong', refusal: 403 };
  if (permission !== undefined && !one.permissions?.includes(permission))
    return { verdict: 'wrong', refusal: 403 };
  return { verdict: 'ok' };
}
