/** A table of what was linked in a document, under the document's id where there are several. */
export function titledTable(documentId: string, table: string, titled: boolean): string {
  const shown = table || 'No mention was linked.\n'
  return titled ? `${documentId}\n${shown}\n` : shown
}
