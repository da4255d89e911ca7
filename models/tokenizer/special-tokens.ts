import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {readJsonFile} from '../json-file.js'
import {JsonPart} from './json-part.js'

/** An entry of `added_tokens` in a tokenizer.json. */
export interface SpecialToken {
  readonly id: number
  readonly content: string
  readonly single_word: boolean
  readonly lstrip: boolean
  readonly rstrip: boolean
  readonly normalized: boolean
  readonly special: boolean
}

/** What a token is for, in the order in which transformers adds them. */
const roles = ['bos', 'eos', 'unk', 'sep', 'pad', 'cls', 'mask'] as const

type Role = (typeof roles)[number]

export interface SpecialTokens {
  readonly added: readonly SpecialToken[]
  readonly named: Readonly<Partial<Record<Role, SpecialToken>>>
}

/**
 * Reads the special tokens of a transformers folder without tokenizer.json: those of `added_tokens_decoder` first, then
 * the named ones, then additional ones.
 *
 * @param config - tokenizer_config.json.
 * @param defaults - Tokens where nothing is said of them.
 * @param ids - Of the vocabulary; tokens that are not in it follow after it.
 * @throws {ModelUnusableError} When a token is not understood.
 */
export function readSpecialTokens(
  folder: string,
  config: JsonPart,
  defaults: Readonly<Partial<Record<Role, string>>>,
  ids: ReadonlyMap<string, number>,
  {maskTakesSpace = false} = {},
): SpecialTokens {
  const path = join(folder, 'special_tokens_map.json')
  const map = new JsonPart(path, '', existsSync(path) ? readJsonFile(path) : {})
  const added: SpecialToken[] = []
  let next = [...ids.values()].reduce((most, id) => Math.max(most, id + 1), 0)
  const add = (source: JsonPart, key: string, value: unknown, lstrip = false): SpecialToken => {
    const token = readToken(source, key, value, lstrip)
    const known = added.find(({content}) => content === token.content)
    if (known !== undefined) return known
    const whole = {id: ids.get(token.content) ?? next++, ...token}
    added.push(whole)
    return whole
  }
  const decoder = config.part('added_tokens_decoder')
  const listed = (decoder?.entries() ?? []).sort(([a], [b]) => Number(a) - Number(b))
  for (const [id, value] of listed) add(decoder!, id, value)
  const named: Partial<Record<Role, SpecialToken>> = {}
  for (const role of roles) {
    const key = `${role}_token`
    // the older file has the say, but for folders that list their tokens by id
    const source = map.has(key) && decoder === undefined ? map : config
    const value = source.get(key) ?? defaults[role]
    if (value !== undefined) named[role] = add(source, key, value, maskTakesSpace && role === 'mask')
  }
  for (const [source, key] of [
    [map, 'additional_special_tokens'],
    [config, 'additional_special_tokens'],
    [config, 'extra_special_tokens'],
  ] as const) {
    for (const value of source.list(key)) add(source, key, value)
  }
  return {added, named}
}

/** A text, or an object of the fields of `AddedToken`. */
function readToken(source: JsonPart, key: string, value: unknown, lstrip: boolean): Omit<SpecialToken, 'id'> {
  if (typeof value === 'string') {
    return {content: value, single_word: false, lstrip, rstrip: false, normalized: false, special: true}
  }
  if (typeof value !== 'object' || value === null) throw source.refuse(key, 'is no token')
  const part = new JsonPart('a special token', key, value)
  return {
    content: part.text('content'),
    single_word: part.flag('single_word', false),
    lstrip: part.flag('lstrip', false),
    rstrip: part.flag('rstrip', false),
    normalized: part.flag('normalized', false),
    special: part.flag('special', true),
  }
}
