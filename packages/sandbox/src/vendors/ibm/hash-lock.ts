import { isPageUrl } from './api-access.ts';

/** A lock of viewer authentication v1. */
export interface HashLock {
  /** Where a viewer signs in: absolute, opened in a frame inside the player. */
  readonly url: string;
  readonly secret: string;
  /** What the lock screen says, where the owner said anything. */
  readonly message?: string;
  readonly buttonCaption?: string;
  /** Whole pixels as the vendor prints them. */
  readonly popupWidth: string;
  readonly popupHeight: string;
}

const PIXELS = /^\d{1,5}$/;

/** @returns the vendor's name for what is wrong. */
export function readHashLock(form: URLSearchParams): HashLock | 'invalid_request' | 'invalid_type' {
  const [url, secret] = [form.get('url') ?? '', form.get('secret') ?? ''];
  if (url === '' || secret === '') return 'invalid_request';
  if (!isPageUrl(url)) return 'invalid_type';
  const [message, buttonCaption] = [form.get('message'), form.get('button_caption')];
  const [popupWidth, popupHeight] = [form.get('popup_width'), form.get('popup_height')];
  if (!PIXELS.test(popupWidth ?? '0') || !PIXELS.test(popupHeight ?? '0')) return 'invalid_type';
  return {
    url,
    secret,
    ...(message !== null && { message }),
    ...(buttonCaption !== null && { buttonCaption }),
    popupWidth: popupWidth ?? '0',
    popupHeight: popupHeight ?? '0',
  };
}

/** A channel's lock as the API shows it: without the secret. */
export const printChannelLock = (lock: HashLock): Readonly<Record<string, string | null>> => ({
  type: 'advanced',
  url: lock.url,
  message: lock.message ?? null,
  button_caption: lock.buttonCaption ?? null,
  popup_width: lock.popupWidth,
  popup_height: lock.popupHeight,
});
