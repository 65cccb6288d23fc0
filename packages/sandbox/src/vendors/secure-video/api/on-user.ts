import type { ApiCall } from './api-call.ts';
import { message } from './message.ts';
import type { User, Users } from '../account/users.ts';

/**
 * Does something with the user that a call is about: by the vendor's id, or by the customer's own as `0?externalId=`.
 *
 * @see SecureVideo, "HTTP Status Response Codes", 403 and 404.
 */
export function onUser(
  users: Users,
  { id, query }: ApiCall,
  act: (user: User) => Response,
): Response {
  const externalId = id === '0' ? query.get('externalId') : null;
  const user = externalId === null ? users.get(Number(id)) : users.byExternalId(externalId);
  if (!user) return message(404, 'User not found');
  return user.isOwn ? act(user) : message(403, 'This is not one of your users');
}
