import type { ApiCall, Caller, Resource } from './api-call.ts';
import { message } from './message.ts';
import { onUser } from './on-user.ts';
import { printSession, printSessionForPages } from './print-session.ts';
import { readSessionOrder } from '../account/read-session-order.ts';
import type { Session, Sessions } from '../account/sessions.ts';
import type { Users } from '../account/users.ts';
import { printTime, readTime } from '../account/utc-time.ts';

/**
 * Sessions: list, create for a user, reschedule, cancel; and what was used in a month.
 *
 * @see SecureVideo, "API - Sessions". What `/Usage` answers is not printed anywhere; here it is the month's sessions.
 */
export function sessionResources(
  sessions: Sessions,
  users: Users,
): Readonly<Record<string, Resource>> {
  return {
    session: { GET: (call) => list(sessions.active(), call) },
    'session/{}': {
      GET: (call) =>
        onUser(users, call, ({ id }) =>
          list(
            sessions.active().filter(({ userId }) => userId === id),
            call,
          ),
        ),
      POST: (call) =>
        onUser(users, call, (host) => {
          const order = readSessionOrder(call.body);
          if (typeof order === 'string') return message(400, order);
          const session = sessions.create(host, order.scheduledAtMs, order.guests);
          return Response.json(printSession(session), { status: 201 });
        }),
      PUT: (call) =>
        onSession(sessions, call, (session) => {
          const scheduledAtMs = readTime(call.body['ScheduleTs']);
          if (scheduledAtMs === undefined)
            return message(400, 'ScheduleTs is not a valid UTC time');
          return Response.json(printSession(sessions.reschedule(session, scheduledAtMs)));
        }),
      DELETE: (call) =>
        onSession(sessions, call, (session) => {
          sessions.remove(session);
          return new Response(null, { status: 204 });
        }),
    },
    usage: { GET: (call) => usage(sessions, call) },
  };
}

const printer = (caller: Caller) => (caller === 'page' ? printSessionForPages : printSession);

function list(sessions: readonly Session[], { query, caller }: ApiCall): Response {
  const email = query.get('participantEmail');
  const found = sessions.filter(
    ({ participants }) => email === null || participants.some((one) => one.email === email),
  );
  return Response.json(found.map(printer(caller)));
}

function onSession(
  sessions: Sessions,
  { id }: ApiCall,
  act: (session: Session) => Response,
): Response {
  const session = sessions.get(Number(id));
  return session ? act(session) : message(404, 'Session not found');
}

function usage(sessions: Sessions, { query, caller }: ApiCall): Response {
  const month = /^(\d{4}-\d\d)-\d\d$/.exec(query.get('month') ?? '')?.[1];
  if (month === undefined) return message(400, 'month is required, such as 2014-01-01');
  const used = sessions.all().filter((one) => printTime(one.scheduledAtMs).startsWith(month));
  return Response.json(used.map(printer(caller)));
}
