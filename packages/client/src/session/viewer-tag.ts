/** A short checksum of a viewer (FNV-1a), to tell one from another in a mark that names nobody. */
export function viewerTag(subject: string | undefined): string {
  let hash = 0x81_1c_9d_c5;
  for (const char of subject ?? '')
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01_00_01_93);
  return (hash >>> 0).toString(36);
}
