/** Rows for tabs: this one first, so that it is drawn however many there are. */
export function tabRows(
  there: readonly string[],
  me: string,
): readonly { readonly who: string; readonly name: string }[] {
  const others = there.filter((letter) => letter !== me);
  return [
    { who: me, name: `Tab ${me} (this)` },
    ...others.map((letter) => ({ who: letter, name: `Tab ${letter}` })),
  ];
}
