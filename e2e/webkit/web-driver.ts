/**
 * Sends one command of the WebDriver protocol.
 *
 * @returns What it answers.
 * @throws {Error} With the command's path and what the driver said.
 * @see W3C WebDriver, section 6.3 "Processing model"
 */
export type WebDriver = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
  options?: { readonly signal?: AbortSignal },
) => Promise<unknown>;

export const webDriver =
  (address: string): WebDriver =>
  async (method, path, body, { signal } = {}) => {
    const answer = await fetch(`${address}${path}`, {
      method,
      ...(signal && { signal }),
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    const said: unknown = await answer.json();
    const value = member(said, 'value');
    if (answer.ok) return value;
    throw new Error(
      `${path}: ${String(member(value, 'error'))}, ${String(member(value, 'message'))}`,
    );
  };

export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
