import type {HtmlToText} from './html-text.js'

/** The text of an attachment, or why it is not read; the reason quotes nothing of it. */
export type AttachmentText = {readonly text: string} | {readonly reason: string}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/**
 * Decodes an Attachment, or a Binary, which has the same fields.
 *
 * @see https://hl7.org/fhir/R4/datatypes.html#Attachment
 */
export function attachmentText(
  {contentType, data, url}: Readonly<Record<string, unknown>>,
  htmlToText: HtmlToText,
): AttachmentText {
  if (typeof contentType !== 'string') return {reason: 'the attachment has no content type'}
  const [mediaType = '', ...parameters] = contentType.split(';').map((part) => part.trim())
  const isHtml = /^(?:text\/html|application\/xhtml\+xml)$/i.test(mediaType)
  if (!isHtml && !/^text\/plain$/i.test(mediaType))
    return {reason: 'the content type of the attachment is neither text/plain nor text/html'}
  if (typeof data !== 'string')
    return {reason: url === undefined ? 'the attachment has no data' : 'the attachment is only a link'}
  const packed = data.replace(/\s+/g, '')
  if (packed.length % 4 !== 0 || !base64.test(packed)) return {reason: 'the data is not base64'}
  const text = decode(Buffer.from(packed, 'base64'), charsetOf(parameters))
  if (typeof text !== 'string') return text
  return {text: isHtml ? htmlToText(text) : text}
}

function charsetOf(parameters: readonly string[]): string {
  const charset = parameters.find((parameter) => /^charset\s*=/i.test(parameter))
  return charset?.replace(/^charset\s*=\s*"?([^"]*)"?$/i, '$1') ?? 'utf-8'
}

function decode(bytes: Buffer, charset: string): string | {reason: string} {
  const decoder = decoderOf(charset)
  if (decoder === undefined) return {reason: 'the charset of the attachment is not known'}
  try {
    return decoder.decode(bytes)
  } catch {
    return {reason: 'the bytes of the attachment are not of its charset'}
  }
}

function decoderOf(charset: string) {
  try {
    return new TextDecoder(charset, {fatal: true})
  } catch {
    return undefined
  }
}
