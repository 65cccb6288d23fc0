import type { ParticipantOrder } from './read-session-order.ts';
import type { Sessions } from './sessions.ts';
import type { Users } from './users.ts';
import { PLAIN_USER } from './users.ts';

const HOUR_MS = 3_600_000;

/** Users and sessions that are there from the start. 2112 is the document's example of somebody else's user. */
export function addSamples(users: Users, sessions: Sessions, now: number): void {
  const [timeZone, helpNumber] = ['Pacific Standard Time', '111-334-8512'];
  const common = { ...PLAIN_USER, TimeZoneWindowsId: timeZone, HelpNumber: helpNumber };
  const own = (id: number, name: string, email: string, more = {}) =>
    users.create({ ...common, FullName: name, EmailAddress: email, ...more }, { id, isOwn: true });
  const ada = own(5, 'Dr. Ada Example', 'ada@clinic.example', { ExternalId: 'ehr-5' });
  const ben = own(6, 'Ben Example', 'ben@clinic.example', { ExternalId: 'ehr-6' });
  own(7, 'Carla Example', 'carla@clinic.example', { SystemRoles: 'A,H,P' });
  users.create(
    { ...common, FullName: 'Somebody Else', EmailAddress: 'somebody@else.example' },
    { id: 2112, isOwn: false },
  );
  const nextHour = (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
  sessions.create(ada, nextHour, [guest('Trevor'), guest('Uma')]);
  sessions.create(ada, nextHour + 24 * HOUR_MS, [guest('Vera')]);
  sessions.create(ben, nextHour + HOUR_MS, [guest('Wim')]);
}

const guest = (name: string): ParticipantOrder => ({
  fullName: name,
  email: `${name.toLowerCase()}@home.example`,
  sms: '',
  resolution: 'default',
  timeZone: 'Hawaiian Standard Time',
  deliverBy: 'E',
});
