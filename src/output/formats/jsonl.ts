import type {MentionWriter, OutputContext} from '../link-writer.js'

/** JSON Lines, a mention a line. Every line stays a mention: provenance is a key of each. */
export function jsonlWriter({provenance, showProvenance}: OutputContext): MentionWriter {
  return {
    extension: '.jsonl',
    mention: (mention) => `${JSON.stringify(showProvenance ? {...mention, provenance} : mention)}\n`,
  }
}
