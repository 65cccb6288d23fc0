import { jsonMember } from '@playgate/server/handlers';

/** A member of what lies in the store: nothing where it is missing, or of another kind. */
export function storedMember<Name extends string, T>(
  value: unknown,
  name: Name,
  isRight: (member: unknown) => member is T,
): { readonly [N in Name]?: T } {
  const member = jsonMember(value, name);
  const found: { [N in Name]?: T } = {};
  if (isRight(member)) found[name] = member;
  return found;
}

export const isText = (member: unknown): member is string => typeof member === 'string';

export const isNumber = (member: unknown): member is number => typeof member === 'number';

export const isTexts = (member: unknown): member is readonly string[] =>
  Array.isArray(member) && member.every(isText);
