import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import type {Document} from '../../src/domain/mention.js'
import {readJsonLines} from '../../src/input/formats/jsonl.js'

/** Documents with gold, and the index that their gold is linked to. */
export interface Corpus {
  readonly name: string
  /** Left out together: same annotators, same guidelines. */
  readonly family: string
  readonly index: string
  /** Documents whose every mention is marked, so that what is not marked is none; the number of them used for that. */
  readonly wholeText: number
  readonly documents: readonly Document[]
}

interface CorpusFile extends Omit<Corpus, 'documents'> {
  readonly file: string
  readonly type?: string
  readonly prefix?: string
}

const files: readonly CorpusFile[] = [
  {name: 'ncbi-dev', family: 'ncbi', index: 'medic', file: 'ncbi-disease/dev.jsonl', wholeText: 100},
  {name: 'ncbi-train', family: 'ncbi', index: 'medic', file: 'ncbi-disease/train.jsonl', wholeText: 100},
  {
    name: 'bc5cdr-disease-dev',
    family: 'bc5cdr',
    index: 'medic',
    file: 'bc5cdr/dev.jsonl',
    wholeText: 150,
    type: 'Disease',
  },
  {
    name: 'bc5cdr-disease-train',
    family: 'bc5cdr',
    index: 'medic',
    file: 'bc5cdr/train.jsonl',
    wholeText: 0,
    type: 'Disease',
  },
  {
    name: 'bc5cdr-chemical-dev',
    family: 'bc5cdr',
    index: 'mesh',
    file: 'bc5cdr/dev.jsonl',
    wholeText: 0,
    type: 'Chemical',
  },
  {
    name: 'bc5cdr-chemical-train',
    family: 'bc5cdr',
    index: 'mesh',
    file: 'bc5cdr/train.jsonl',
    wholeText: 0,
    type: 'Chemical',
  },
  {name: 'gsc', family: 'gsc', index: 'hpo', file: 'hpo-gsc/dev.jsonl', wholeText: 118},
  {name: 'id68', family: 'id68', index: 'hpo', file: 'hpo-documents/id68.jsonl', wholeText: 68},
  {
    name: 'craft',
    family: 'craft',
    index: 'uberon',
    file: 'craft/dev.jsonl.gz',
    wholeText: 6,
    prefix: 'UBERON:',
  },
]

/** @param data - Folder of the development data. */
export function readCorpora(data: string): Corpus[] {
  return files.map(({family, file, index, name, prefix, type, wholeText}) => {
    const bytes = readFileSync(join(data, 'eval', file))
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    const documents = [
      ...readJsonLines(
        {name: file, text, damaged: false},
        {
          onBadLine: ({line, reason}) => {
            throw new Error(`${file}:${line}: ${reason}`)
          },
        },
      ),
    ].map((document) => ({
      ...document,
      mentions: (document.mentions ?? []).filter(
        (mention) =>
          (type === undefined || mention.type === type) &&
          (prefix === undefined || mention.ids.some((id) => id.startsWith(prefix))),
      ),
    }))
    return {name, family, index, wholeText, documents}
  })
}
