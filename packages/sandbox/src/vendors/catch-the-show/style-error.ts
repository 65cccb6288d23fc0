import { isJsonObject, parseJsonObject } from '../../json-members.ts';

/** The forms that an error's body can have. The document shows one as text and promises none. */
export const ERROR_FORMS = ['json', 'text', 'html'] as const;
export type ErrorForm = (typeof ERROR_FORMS)[number];

export interface ErrorStyle {
  readonly form: ErrorForm;
  /** Whether errors repeat the credential that came with the request, as careless servers do. */
  readonly echo: boolean;
}

export const isErrorForm = (value: unknown): value is ErrorForm =>
  ERROR_FORMS.some((form) => form === value);

const TYPES: Readonly<Record<ErrorForm, string>> = {
  json: 'application/json',
  text: 'text/plain; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

/** Rewrites the body of an error. Answers that are none pass as they are. */
export async function styleError(
  response: Response,
  request: Request,
  { form, echo }: ErrorStyle,
): Promise<Response> {
  if (response.status < 400 || (form === 'json' && !echo)) return response;
  const error = parseJsonObject(await response.text())?.['error'];
  const { code = 'error', message = '' } = isJsonObject(error) ? error : {};
  const sent = echo ? ` (${request.headers.get('authorization') ?? 'no credential'})` : '';
  const headers = new Headers(response.headers);
  headers.set('Content-Type', TYPES[form]);
  headers.delete('Content-Length');
  const words = {
    status: response.status,
    code: String(code),
    message: `${String(message)}${sent}`,
  };
  return new Response(write(form, words), { status: response.status, headers });
}

interface Words {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function write(form: ErrorForm, { status, code, message }: Words): string {
  switch (form) {
    case 'json':
      return JSON.stringify({ error: { code, message } });
    case 'text':
      return `${message}\n`;
    case 'html':
      return `<!doctype html><html lang="en"><title>Error ${status}</title><h1>${status}</h1><p>${escapeHtml(message)}</p></html>`;
  }
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
