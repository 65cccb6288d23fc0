/**
 * Reads a list of videos, whether STAPI gave it or the backend.
 *
 * @throws {Error} With a sentence for whoever pressed the button.
 */
export async function readTitles(response: Response): Promise<readonly string[]> {
  if (!response.ok) throw new Error(`There is no list: ${response.status}.`);
  const answer: {
    readonly titles?: readonly string[];
    readonly data?: readonly { readonly title: string }[];
  } = await response.json();
  return answer.titles ?? (answer.data ?? []).map(({ title }) => title);
}
