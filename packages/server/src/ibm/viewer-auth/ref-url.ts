/**
 * The address to go back to with a token: its own query kept as it is, `vt` added. One that is there already is dropped, as is a fragment.
 *
 * @param ref An absolute URL that was checked.
 */
export function refWithToken(ref: URL, token: string): string {
  const kept = ref.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !new URLSearchParams(part).has('vt'));
  return `${ref.origin}${ref.pathname}?${[...kept, `vt=${token}`].join('&')}`;
}
