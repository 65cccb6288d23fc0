import type { Resource } from './api-call.ts';
import { message } from './message.ts';
import { onUser } from './on-user.ts';
import type { User, UserFields, Users } from '../account/users.ts';
import { isAdministrator, printUser, readUserFields } from '../account/users.ts';

/** Users: list, read, create, update, delete. */
export function userResources(users: Users): Readonly<Record<string, Resource>> {
  return {
    user: {
      GET: ({ caller }) =>
        Response.json(users.list().map(caller === 'page' ? printForPages : printUser)),
      POST: ({ body }) => {
        const fields = readUserFields(body);
        if (typeof fields === 'string') return message(400, fields);
        if (isTaken(users, fields)) return message(400, 'ExternalId is already in use');
        return Response.json(printUser(users.create(fields)), { status: 201 });
      },
    },
    'user/{}': {
      GET: (call) =>
        onUser(users, call, (user) =>
          Response.json(call.caller === 'page' ? printForPages(user) : printUser(user)),
        ),
      PUT: (call) =>
        onUser(users, call, (user) => {
          const fields = readUserFields(call.body, user.fields);
          if (typeof fields === 'string') return message(400, fields);
          if (isTaken(users, fields, user)) return message(400, 'ExternalId is already in use');
          return Response.json(printUser(users.update(user, fields)));
        }),
      DELETE: (call) =>
        onUser(users, call, (user) => {
          if (isAdministrator(user)) return message(403, 'An Administrator cannot be deleted');
          users.remove(user);
          return new Response(null, { status: 204 });
        }),
    },
  };
}

/** The document does not say what pages may read: here nothing by which somebody is reached. */
const printForPages = ({ id, fields }: User) => ({
  SystemUserId: String(id),
  FullName: fields.FullName,
});

function isTaken(users: Users, { ExternalId }: UserFields, by?: User): boolean {
  const holder = ExternalId === '' ? undefined : users.byExternalId(ExternalId);
  return holder !== undefined && holder.id !== by?.id;
}
