import {Flags, type Interfaces} from '@oclif/core'
import {languages} from './domain/language.js'
import {documentFormats} from './input/parse-documents.js'
import {overlapRules} from './linking/link-window.js'
import {defaultTextThreshold, defaultThreshold} from './linking/mention-linker.js'
import {linkFormats} from './output/link-formats.js'
import {offsetUnits} from './output/offsets.js'

/** What `link` reads, how it links, and what it prints; which index and concepts, other flags say. */
export const linkFlags = {
  assertion: Flags.boolean({
    default: false,
    description: 'A further column of tsv: negated, uncertain … Other formats say it in any case.',
  }),
  column: Flags.string({
    description: 'The input is CSV or TSV: link the texts of this column, by name or by number from 1.',
    helpValue: 'COLUMN',
  }),
  dense: Flags.boolean({
    allowNo: true,
    default: true,
    description:
      'In free text, look for mentions that no dictionary holds, too (one vector for each stretch tried).',
  }),
  explain: Flags.boolean({
    default: false,
    description: 'Say in words why each mention was linked as it was (table, tsv, csv, jsonl, html).',
  }),
  format: Flags.option({
    char: 'f',
    description: 'Default: table on a terminal, tsv in a pipe and with --out.',
    options: linkFormats,
  })(),
  from: Flags.option({
    description: 'Kind of input. Default: recognised.',
    options: documentFormats,
  })(),
  header: Flags.boolean({
    default: false,
    description: 'Print the names of the columns before tab-separated values.',
  }),
  'id-column': Flags.string({
    description: 'Column that names the documents of CSV or TSV. Default: file and line.',
    exclusive: ['mentions'],
    helpValue: 'COLUMN',
  }),
  ignore: Flags.string({
    description:
      'Texts not to link, one a line; or a text, a tab and the id of a concept not to link it to. Case does not matter.',
    helpValue: 'FILE',
  }),
  'map-to': Flags.string({
    description:
      'Say what each concept is in this vocabulary, too (icd10cm): "mapped" in jsonl, a last column in tsv.',
    helpValue: 'SOURCE',
  }),
  mentions: Flags.boolean({
    default: false,
    description: 'Every line of the input is one mention; every line gives one result.',
  }),
  nil: Flags.boolean({
    default: false,
    description: 'In free text, print mentions without a good enough concept too.',
  }),
  offsets: Flags.option({
    default: 'utf16' as const,
    description: 'Unit of start and end in tsv, csv and jsonl; other formats have their own.',
    options: offsetUnits,
  })(),
  lang: Flags.option({
    description: 'Language of the text, for what it says of a mention. Default: recognised per document.',
    options: languages,
  })(),
  out: Flags.string({
    description: 'Write a file for each document, named after it, into this folder.',
    helpValue: 'DIR',
  }),
  overlap: Flags.option({
    default: 'longest' as const,
    description: 'In free text, which of overlapping mentions to print.',
    options: overlapRules,
  })(),
  provenance: Flags.boolean({
    default: false,
    description:
      'Say version, model and releases in formats that have no place for them, too: # lines, a key.',
  }),
  replace: Flags.boolean({
    default: false,
    description: 'With --out, replace files that are there already.',
  }),
  section: Flags.boolean({
    default: false,
    description: 'Say the kind of section that each mention stands in (tsv, csv, jsonl).',
  }),
  sentence: Flags.boolean({
    default: false,
    description: 'Say where the sentence of each mention starts and ends (tsv, csv, jsonl).',
  }),
  spans: Flags.boolean({
    default: false,
    description:
      'Link the mentions that the input marks (JSON Lines with "mentions", BRAT, PubTator, BioC), each in the light of its document; every one gives one result.',
    exclusive: ['mentions'],
  }),
  'span-types': Flags.boolean({
    default: false,
    description:
      'With --spans, link each mention only to concepts of the semantic type that the input gives it, where the index has that type.',
    exclusive: ['type'],
  }),
  strict: Flags.boolean({
    default: false,
    description: 'End with status 3 when an input line was skipped or damaged.',
  }),
  summary: Flags.boolean({
    default: false,
    description:
      'Print each concept of a document once: how often it is affirmed, negated …, and its best evidence (table, tsv, csv, jsonl).',
    exclusive: ['mentions', 'nil'],
  }),
  threads: Flags.integer({
    description:
      'Threads that link when there is much to do; fewer take less memory. Default: one a core, 8 at most.',
    max: 256,
    min: 1,
  }),
  threshold: Flags.string({
    description: `Least score of a link, 0 to 1; 0 always links. Default: ${defaultThreshold} with --mentions \
and --spans, ${defaultTextThreshold} in free text.`,
    helpValue: 'X',
  }),
}

export type LinkFlagValues = Readonly<Interfaces.InferredFlags<typeof linkFlags>>
