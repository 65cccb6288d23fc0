import type { JsonObject } from '../../../json-members.ts';
import { isJsonObject, isText } from '../../../json-members.ts';
import { readTime } from './utc-time.ts';

/** A participant, as a session is ordered with them. */
export interface ParticipantOrder {
  readonly fullName: string;
  readonly email: string;
  readonly sms: string;
  readonly resolution: string;
  readonly timeZone: string;
  /** How the code reaches them: E by e-mail, S by text message. */
  readonly deliverBy: string;
}

export interface SessionOrder {
  readonly scheduledAtMs: number;
  readonly guests: readonly ParticipantOrder[];
}

/** The document gives no bounds. */
const MOST_GUESTS = 50;

/** @returns The order, or what is wrong with it. */
export function readSessionOrder({ ScheduleTs, Participants }: JsonObject): SessionOrder | string {
  const scheduledAtMs = readTime(ScheduleTs);
  if (scheduledAtMs === undefined) return 'ScheduleTs is not a valid UTC time';
  if (!Array.isArray(Participants) || Participants.length === 0)
    return 'At least one participant is required';
  if (Participants.length > MOST_GUESTS) return 'Too many participants';
  const guests = Participants.map(readParticipant);
  const known = guests.filter((guest) => guest !== undefined);
  if (known.length < guests.length) return 'ParticipantFullName is required';
  return { scheduledAtMs, guests: known };
}

function readParticipant(body: unknown): ParticipantOrder | undefined {
  if (!isJsonObject(body)) return undefined;
  const text = (name: string, otherwise = ''): string => {
    const value = body[`Participant${name}`];
    return isText(value) ? value.slice(0, 256) : otherwise;
  };
  if (text('FullName') === '') return undefined;
  return {
    fullName: text('FullName'),
    email: text('EmailAddress'),
    sms: text('SmsNumber'),
    resolution: text('DefaultResolution', 'default'),
    timeZone: text('TimeZoneWindowsId'),
    deliverBy: isText(body['ShouldAutoDeliverCode']) ? body['ShouldAutoDeliverCode'] : 'E',
  };
}
