import type { EpochMs } from '@playgate/protocol';
import { jsonMember } from '../json-member.ts';
import { Secret } from '../secret/secret.ts';
import { readId, readSecret, readText, readTime } from './read-members.ts';

/** Somebody who is expected in a session. */
export interface SecureVideoParticipant {
  readonly id: string;
  /** Absent for somebody who is no user. */
  readonly userId: string | undefined;
  readonly fullName: string | undefined;
  readonly emailAddress: string | undefined;
  readonly smsNumber: string | undefined;
  readonly defaultResolution: string | undefined;
  readonly timeZoneWindowsId: string | undefined;
  /** Nine digits that let this person in while the session is active. See `joinLink`. */
  readonly connectCode: Secret | undefined;
  /** The GUID that must come with the code, where your account has passkeys enabled. */
  readonly passkey: Secret | undefined;
  /** How the vendor delivers the code: `E` by e-mail, `S` by text message. */
  readonly shouldAutoDeliverCode: string | undefined;
  /** When they came. */
  readonly connectedAt: EpochMs | undefined;
  readonly expiresAt: EpochMs | undefined;
  readonly rsvp: string | undefined;
}

/** A participant to be expected. */
export interface NewSecureVideoParticipant {
  readonly fullName: string;
  readonly emailAddress?: string;
  readonly smsNumber?: string;
  readonly defaultResolution?: string;
  readonly timeZoneWindowsId?: string;
  readonly shouldAutoDeliverCode?: string;
}

/** Reads a participant. @throws {ServerError} `vendor_response` */
export function readParticipant(value: unknown): SecureVideoParticipant {
  const userId = jsonMember(value, 'SecureVideoUserId');
  return {
    id: readId(value, 'ParticipationId'),
    userId:
      userId === null || userId === undefined ? undefined : readId(value, 'SecureVideoUserId'),
    fullName: readText(value, 'ParticipantFullName'),
    emailAddress: readText(value, 'ParticipantEmailAddress'),
    smsNumber: readText(value, 'ParticipantSmsNumber'),
    defaultResolution: readText(value, 'ParticipantDefaultResolution'),
    timeZoneWindowsId: readText(value, 'ParticipantTimeZoneWindowsId'),
    connectCode: readCode(value),
    passkey: readSecret(value, 'Passkey'),
    shouldAutoDeliverCode: readText(value, 'ShouldAutoDeliverCode'),
    connectedAt: readTime(value, 'ConnectionTs'),
    expiresAt: readTime(value, 'ExpiresTs'),
    rsvp: readText(value, 'RSVP'),
  };
}

/** The API writes it as a number, which cannot begin with 0. */
function readCode(value: unknown): Secret | undefined {
  const digits = readText(value, 'ConnectCode');
  return digits === undefined ? undefined : new Secret(digits.padStart(9, '0'));
}

/** A participant as the API is told. Members that are not given are not sent. */
export function printParticipant(
  participant: NewSecureVideoParticipant,
): Readonly<Record<string, string | undefined>> {
  return {
    ParticipantFullName: participant.fullName,
    ParticipantEmailAddress: participant.emailAddress,
    ParticipantSmsNumber: participant.smsNumber,
    ParticipantDefaultResolution: participant.defaultResolution,
    ParticipantTimeZoneWindowsId: participant.timeZoneWindowsId,
    ShouldAutoDeliverCode: participant.shouldAutoDeliverCode,
  };
}
