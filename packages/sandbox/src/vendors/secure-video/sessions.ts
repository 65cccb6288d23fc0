import type { SandboxClock } from '../../sandbox-clock.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { ParticipantOrder } from './read-session-order.ts';
import type { User } from './users.ts';

/** Somebody who is expected in a session. */
export interface Participant extends ParticipantOrder {
  readonly id: number;
  /** Absent for somebody who is no user. */
  readonly userId?: number;
  /** Nine digits, without a leading zero. */
  readonly code: number;
  readonly passkey?: string;
  /** When they came, once they did. */
  connectedAtMs?: number;
}

export interface Session {
  readonly id: number;
  readonly userId: number;
  readonly scheduledAtMs: number;
  /** The host first. */
  readonly participants: readonly Participant[];
}

export interface Sessions {
  /** Whether codes that are made from now on come with a passkey. */
  passkeys: boolean;
  /** Those in the future, of today and of the last day. */
  active(): readonly Session[];
  all(): readonly Session[];
  get(id: number): Session | undefined;
  create(host: User, scheduledAtMs: number, guests: readonly ParticipantOrder[]): Session;
  reschedule(session: Session, scheduledAtMs: number): Session;
  remove(session: Session): void;
  /** Whose code this is, if its session is active. */
  byCode(
    code: number,
  ): { readonly session: Session; readonly participant: Participant } | undefined;
}

const DAY_MS = 86_400_000;

export function createSessions(
  clock: SandboxClock,
  random: (size: number) => Uint8Array,
): Sessions {
  const sessions = createBoundedMap<number, Session>();
  let [lastId, lastParticipation] = [36_000, 71_000];
  const keep = (session: Session): Session => {
    sessions.set(session.id, session);
    return session;
  };
  const active = (): readonly Session[] =>
    sessions.values().filter(({ scheduledAtMs }) => scheduledAtMs > clock.now() - DAY_MS);
  const codes = (): readonly number[] =>
    sessions.values().flatMap(({ participants }) => participants.map(({ code }) => code));
  return {
    passkeys: false,
    active,
    all: () => sessions.values(),
    get: (id) => sessions.get(id),
    create(host, scheduledAtMs, guests) {
      const taken = new Set(codes());
      const expect = (order: ParticipantOrder, userId?: number): Participant => ({
        ...order,
        id: (lastParticipation += 1),
        code: makeCode(random, taken),
        ...(userId !== undefined && { userId }),
        ...(this.passkeys && { passkey: makeGuid(random) }),
      });
      const participants = [
        expect(orderOf(host), host.id),
        ...guests.map((guest) => expect(guest)),
      ];
      return keep({ id: (lastId += 1), userId: host.id, scheduledAtMs, participants });
    },
    reschedule: (session, scheduledAtMs) => keep({ ...session, scheduledAtMs }),
    remove: (session) => void sessions.delete(session.id),
    byCode(code) {
      for (const session of active()) {
        const participant = session.participants.find((one) => one.code === code);
        if (participant) return { session, participant };
      }
      return undefined;
    },
  };
}

const orderOf = ({ fields }: User): ParticipantOrder => ({
  fullName: fields.FullName,
  email: fields.EmailAddress,
  sms: fields.SmsNumber,
  resolution: fields.DefaultResolution,
  timeZone: fields.TimeZoneWindowsId,
  deliverBy: 'E',
});

/** Unique to each participant. */
function makeCode(random: (size: number) => Uint8Array, taken: Set<number>): number {
  for (;;) {
    const code = 100_000_000 + (Buffer.from(random(6)).readUIntBE(0, 6) % 900_000_000);
    if (taken.has(code)) continue;
    taken.add(code);
    return code;
  }
}

/** A GUID of RFC 4122: 36 characters. */
function makeGuid(random: (size: number) => Uint8Array): string {
  const hex = Buffer.from(random(16)).toString('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
}
