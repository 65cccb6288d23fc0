import type { JsonObject } from '../../../json-members.ts';
import type { Participant, Session } from '../account/sessions.ts';
import { printTime } from '../account/utc-time.ts';

/** A session as a server gets to see it. */
export const printSession = (session: Session): JsonObject => ({
  ...head(session),
  Participants: session.participants.map(printParticipant),
});

/**
 * A session as a page gets to see it: without what lets somebody in, and without addresses. The document does not say what pages
 * may read; the identifier that they read with is public.
 */
export const printSessionForPages = (session: Session): JsonObject => ({
  ...head(session),
  Participants: session.participants.map(({ id, fullName }) => ({
    ParticipationId: id,
    ParticipantFullName: fullName,
  })),
});

const head = ({ id, userId, scheduledAtMs }: Session) => ({
  SessionId: id,
  ScheduleTs: printTime(scheduledAtMs),
  BillableTs: null,
  BillableStatusCd: null,
  UserId: userId,
  IsRecorded: false,
});

const printParticipant = (one: Participant) => ({
  ParticipationId: one.id,
  ParticipantFullName: one.fullName,
  SecureVideoUserId: one.userId ?? null,
  ParticipantEmailAddress: one.email,
  ParticipantSmsNumber: one.sms,
  ParticipantDefaultResolution: one.resolution,
  ParticipantTimeZoneWindowsId: one.timeZone,
  ConnectCode: one.code,
  ...(one.passkey !== undefined && { Passkey: one.passkey }),
  ShouldAutoDeliverCode: one.deliverBy,
  ConnectionTs: one.connectedAtMs === undefined ? null : printTime(one.connectedAtMs),
  ExpiresTs: null,
  RSVP: 'Unknown',
});
