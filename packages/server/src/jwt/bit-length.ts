/** How many bits a big-endian number has. */
export function bitLength(number: Uint8Array): number {
  const first = number.findIndex((byte) => byte !== 0);
  const lead = number[first];
  return lead === undefined ? 0 : (number.length - first) * 8 - (Math.clz32(lead) - 24);
}
