import type { EpochMs } from '@playgate/protocol';
import { apiPath } from '../api/api-path.ts';
import { jsonMember } from '../json-member.ts';
import { ServerError } from '../server-error.ts';
import { readId, readList, readText, readTime, unusableAnswer } from './read-members.ts';
import { LARGEST_LIST, readNothing } from './secure-video-caller.ts';
import type { SecureVideoCaller, SecureVideoCallOptions } from './secure-video-caller.ts';
import { printParticipant, readParticipant } from './secure-video-participant.ts';
import type {
  NewSecureVideoParticipant,
  SecureVideoParticipant,
} from './secure-video-participant.ts';
import { SECURE_VIDEO } from './secure-video-refusal.ts';
import { addressOf, checkId } from './user-ref.ts';
import type { SecureVideoUserRef } from './user-ref.ts';

/** A session: people who meet at a time. */
export interface SecureVideoSession {
  readonly id: string;
  /** Whose it is. */
  readonly userId: string;
  readonly scheduledAt: EpochMs;
  readonly isRecorded: boolean;
  readonly billableAt: EpochMs | undefined;
  readonly billableStatus: string | undefined;
  readonly participants: readonly SecureVideoParticipant[];
}

/** A session to be held. */
export interface NewSecureVideoSession {
  /** Whole seconds count. */
  readonly scheduledAt: EpochMs;
  /** Besides the host. */
  readonly participants: readonly NewSecureVideoParticipant[];
}

/** Which sessions. */
export interface SecureVideoSessionFilter {
  /** Default: everybody's. */
  readonly user?: SecureVideoUserRef;
  /** Only those that this address holds a code of. */
  readonly participantEmail?: string;
}

/**
 * Sessions that are active: in the future, today or of the last day. The vendor deactivates others each night.
 *
 * @see SecureVideo, "API - Sessions".
 */
export interface SecureVideoSessions {
  /** One array: the vendor answers all of them at once, without pages. */
  list(
    filter?: SecureVideoSessionFilter,
    options?: SecureVideoCallOptions,
  ): Promise<readonly SecureVideoSession[]>;
  /**
   * One session. The API has no call for that, so the list is read.
   *
   * @throws {ServerError} `vendor_not_found`, also when it is not active any more.
   */
  read(sessionId: string, options?: SecureVideoCallOptions): Promise<SecureVideoSession>;
  create(
    host: SecureVideoUserRef,
    session: NewSecureVideoSession,
    options?: SecureVideoCallOptions,
  ): Promise<SecureVideoSession>;
  /** Moves a session to another time. */
  update(
    sessionId: string,
    changes: Pick<NewSecureVideoSession, 'scheduledAt'>,
    options?: SecureVideoCallOptions,
  ): Promise<SecureVideoSession>;
  /** Cancels a session. */
  delete(sessionId: string, options?: SecureVideoCallOptions): Promise<void>;
}

/** @param call Calls the API. */
export function secureVideoSessions(call: SecureVideoCaller): SecureVideoSessions {
  const list: SecureVideoSessions['list'] = async ({ user, participantEmail } = {}, options) => {
    // The vendor could take an empty one for none, and list everybody's.
    if (participantEmail?.trim() === '')
      throw new ServerError('invalid_value', 'participantEmail must not be empty.');
    const address = user === undefined ? undefined : addressOf(user);
    const path = address === undefined ? apiPath`/session` : apiPath`/session/${address.id}`;
    const query = { ...address?.query, participantEmail };
    const asked = { method: 'GET', path, query, maxAnswerBytes: LARGEST_LIST } as const;
    return call(asked, (body) => readList(body, readSession), options);
  };
  return {
    list,
    async read(sessionId, options) {
      const id = checkId(sessionId, 'The session');
      const found = (await list({}, options)).find((session) => session.id === id);
      if (found === undefined)
        throw new ServerError(
          'vendor_not_found',
          'SecureVideo lists no such active session. Check the id.',
          {
            ...{ vendor: SECURE_VIDEO, reason: 'not_found' },
            ...(options?.correlationId !== undefined && { correlationId: options.correlationId }),
          },
        );
      return found;
    },
    async create(host, { scheduledAt, participants }, options) {
      const { id, query } = addressOf(host);
      const json = {
        ScheduleTs: printTime(scheduledAt),
        Participants: participants.map(printParticipant),
      };
      const path = apiPath`/session/${id}`;
      return call({ method: 'POST', path, query, json }, readSession, options);
    },
    async update(sessionId, { scheduledAt }, options) {
      const path = apiPath`/session/${checkId(sessionId, 'The session')}`;
      const json = { ScheduleTs: printTime(scheduledAt) };
      return call({ method: 'PUT', path, json }, readSession, options);
    },
    async delete(sessionId, options) {
      const path = apiPath`/session/${checkId(sessionId, 'The session')}`;
      await call({ method: 'DELETE', path }, readNothing, options);
    },
  };
}

function readSession(value: unknown): SecureVideoSession {
  const scheduledAt = readTime(value, 'ScheduleTs');
  if (scheduledAt === undefined) throw unusableAnswer('ScheduleTs');
  return {
    id: readId(value, 'SessionId'),
    userId: readId(value, 'UserId'),
    scheduledAt,
    isRecorded: jsonMember(value, 'IsRecorded') === true,
    billableAt: readTime(value, 'BillableTs'),
    billableStatus: readText(value, 'BillableStatusCd'),
    participants: readList(jsonMember(value, 'Participants'), readParticipant),
  };
}

/** UTC without saying so, as the API writes times. */
function printTime(time: EpochMs): string {
  const date = new Date(time);
  if (typeof time !== 'number' || Number.isNaN(date.getTime()))
    throw new ServerError('invalid_value', 'scheduledAt must be a time in milliseconds.');
  return date.toISOString().slice(0, 19);
}
