import {readFileSync} from 'node:fs'

/** What the head of a model's README.md says, as far as people ask for it. */
export interface ModelCard {
  /** BCP 47 codes. */
  readonly languages: readonly string[]
  /** SPDX id as the Hub writes it (`apache-2.0`), or the name of another licence. */
  readonly licence?: string
}

/**
 * Reads the YAML head of a model card. Only its plain forms are understood (`key: value`, `key: [a, b]`, a list of lines
 * with dashes): what is missed is a line of information for people, never a setting of the model.
 *
 * @param path - Absent: a card that says nothing.
 * @see https://huggingface.co/docs/hub/model-cards#model-card-metadata
 */
export function readModelCard(path: string | undefined): ModelCard {
  const head =
    path === undefined ? undefined : /^---\r?\n([\s\S]*?)\r?\n---/.exec(readFileSync(path, 'utf8'))?.[1]
  const lines = head?.split(/\r?\n/) ?? []
  const licence = valuesOf(lines, 'license_name')[0] ?? valuesOf(lines, 'license')[0]
  return {languages: valuesOf(lines, 'language'), ...(licence !== undefined && {licence})}
}

function valuesOf(lines: readonly string[], key: string): string[] {
  const start = lines.findIndex((line) => line.startsWith(`${key}:`))
  if (start < 0) return []
  const inline = lines[start]!.slice(key.length + 1).trim()
  if (inline !== '')
    return inline
      .replace(/^\[|\]$/g, '')
      .split(',')
      .map(plain)
      .filter(Boolean)
  const values: string[] = []
  for (const line of lines.slice(start + 1)) {
    const item = /^\s*-\s+(.+)$/.exec(line)?.[1]
    if (item === undefined) break
    values.push(plain(item))
  }
  return values
}

function plain(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/, '$2')
}
