/**
 * Asks the demo's backend to do something.
 *
 * @throws {Error} With a sentence for whoever pressed the button.
 */
export async function send(method: string, path: string, body: object = {}): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Playgate': '1' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The backend answered ${response.status}. Try again.`);
  return response;
}
