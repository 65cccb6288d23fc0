import { isText, isTexts, parseJsonObject } from '../../json-members.ts';

/** The body of `POST /v1/live-streams`, as the document prints it, and of `POST /v1/videos`. */
export interface FilmOrder {
  readonly title: string;
  readonly description: string;
  readonly isPublic: boolean;
  readonly tags: readonly string[];
}

/** @returns a sentence when the body is not what it should be. */
export function parseFilmOrder(text: string): FilmOrder | string {
  const body = parseJsonObject(text);
  if (!body) return 'The body must be a JSON object.';
  const { title, description = '', is_public: isPublic = false, tags = [] } = body;
  if (!isText(title) || title === '') return 'title must be a text.';
  if (!isText(description)) return 'description must be a text.';
  if (typeof isPublic !== 'boolean') return 'is_public must be true or false.';
  if (!isTexts(tags)) return 'tags must be a list of texts.';
  return { title, description, isPublic, tags };
}
