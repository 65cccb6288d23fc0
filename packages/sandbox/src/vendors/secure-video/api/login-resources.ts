import { isText } from '../../../json-members.ts';
import type { Resource } from './api-call.ts';
import { LOGIN_PATH } from '../hub/hub-paths.ts';
import type { Logins } from '../account/logins.ts';
import { message } from './message.ts';
import { onUser } from './on-user.ts';
import type { Users } from '../account/users.ts';

/**
 * Logins: ordered for a user, and cancelled by their GUID.
 *
 * @see SecureVideo, "API - Login". Reading one is nowhere mentioned; here it is the method that is planned and not built.
 */
export function loginResources(logins: Logins, users: Users): Readonly<Record<string, Resource>> {
  return {
    'login/{}': {
      GET: 'planned',
      POST: (call) =>
        onUser(users, call, ({ id }) => {
          const returnUrl = call.body['RedirectToUriOnExpiry'];
          if (!isText(returnUrl) || !/^https?:\/\/[^/]/.test(returnUrl))
            return message(400, 'RedirectToUriOnExpiry is not a valid URI');
          const { guid } = logins.create(id, returnUrl);
          return Response.json(
            {
              LoginGuid: guid,
              RedirectToUriOnExpiry: returnUrl,
              LoginUri: `${call.origin}${LOGIN_PATH}${guid}`,
            },
            { status: 201 },
          );
        }),
      DELETE: ({ id }) => {
        const login = logins.get(id);
        if (!login) return message(404, 'Login not found');
        logins.end(login);
        return new Response(null, { status: 204 });
      },
    },
  };
}
