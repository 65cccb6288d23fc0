import type { SandboxClock } from '../../../sandbox-clock.ts';
import { setBounded } from '../../../set-bounded.ts';
import type { ParticipantOrder } from './read-session-order.ts';
import type { SecretMaker } from './secret-maker.ts';
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

export function createSessions(clock: SandboxClock, secrets: SecretMaker): Sessions {
  const sessions = new Map<number, Session>();
  let [lastId, lastParticipation] = [36_000, 71_000];
  const keep = (session: Session): Session => {
    setBounded(sessions, session.id, session, 1000);
    return session;
  };
  const active = (): readonly Session[] =>
    [...sessions.values()].filter(({ scheduledAtMs }) => scheduledAtMs > clock.now() - DAY_MS);
  const newCode = (): number => {
    const taken = [...sessions.values()].flatMap(({ participants }) => participants);
    for (;;) {
      const code = secrets.code();
      if (!taken.some((participant) => participant.code === code)) return code;
    }
  };
  return {
    passkeys: false,
    active,
    all: () => [...sessions.values()],
    get: (id) => sessions.get(id),
    create(host, scheduledAtMs, guests) {
      const expect = (order: ParticipantOrder, userId?: number): Participant => ({
        ...order,
        id: (lastParticipation += 1),
        code: newCode(),
        ...(userId !== undefined && { userId }),
        ...(this.passkeys && { passkey: secrets.passkey() }),
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
