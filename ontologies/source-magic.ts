/** Whether bytes start as zip files do: with an entry, with the end of an empty one, or as a part of several. */
export function isZipStart(bytes: Buffer): boolean {
  return ['504b0304', '504b0506', '504b0708'].includes(bytes.subarray(0, 4).toString('hex'))
}
