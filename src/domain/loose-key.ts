import {keyOfForms, splitWords} from './lexical-key.js'

/**
 * A key that joins more than {@link lexicalKey} does and is wrong more often: for mentions that have no strict match,
 * as evidence of its own that something else must bear out, never to find mentions. Words are cut to their stems,
 * letters and digits are read apart, Latin adjectives of organs are the organ ("renal", "kidney"), near-equal heads are
 * one ("neoplasm", "tumor", "cancer"; "anomaly", "malformation"), and words that hardly tell names apart are dropped.
 *
 * @returns The empty string for a text without a letter or digit.
 * @see docs/lexical-keys.md for what each step gains and costs.
 */
export function looseKey(text: string): string {
  const plain = text.replace(bracketed, ' ')
  const forms = splitWords(plain === '' ? text : plain).flatMap(({form}) => splitCode(form).map(looseForm))
  const telling = forms.filter((form) => !emptyWords.has(form))
  return keyOfForms(telling.length > 0 ? telling : forms)
}

/** A short form between brackets repeats what stands before it: "dehydrogenase (G6PD) deficiency". */
const bracketed = /(?<=\p{L}{3,}\s)\([\p{Lu}\d-]{2,8}\)/gu

/** "nf2" and "nf 2", "pge2" and "pge 2". */
function splitCode(form: string): string[] {
  return form.match(/\d+|[^\d]+/g) ?? [form]
}

const emptyWords: ReadonlySet<string> = new Set(
  'disease disorder syndrome condition finding symptom with from due'.split(' '),
)

const forms = new Map<string, string>()

function looseForm(form: string): string {
  const meant = likeWords.get(form)
  if (meant !== undefined) return meant
  if (emptyWords.has(form)) return form
  const known = forms.get(form)
  if (known !== undefined) return known
  const stemmed = stem(form)
  const loose = likeWords.get(stemmed) ?? stemmed
  if (forms.size >= 200_000) forms.clear()
  forms.set(form, loose)
  return loose
}

/** Cuts endings that make adjectives, participles and nouns of one another; short stems are left whole. */
function stem(form: string): string {
  if (!/^[a-z]{6,}$/.test(form)) return form
  return form
    .replace(/(?<=.{4})(?:ness|ment|ly)$/, '')
    .replace(/(?<=.{4})(?:ations?|ated|ating|ative|ate)$/, 'at')
    .replace(/(?<=.{3}[st])(?:ions?|ive|ory)$/, '')
    .replace(/(?<=.{4})(?:ical|ial|al|ic|ous|ar|ary|ity|ed|ing)$/, '')
    .replace(/(?<=.{4})(?:ia|y|a|e|i|us|u)$/, '')
}

/** Words of one meaning, by the one that stands for them. General knowledge of the field, from no corpus. */
const likeWords: ReadonlyMap<string, string> = new Map(
  `renal kidney | hepatic liver | cardiac heart | pulmonary lung | cerebral brain cerebrum | ocular eye ophthalmic |
  cutaneous skin dermal | dental tooth | gastric stomach | nasal nose | oral mouth | cranial skull | muscular muscle |
  splenic spleen | mammary breast | intestinal intestine bowel | pancreatic pancreas | prostatic prostate |
  ovarian ovary | uterine uterus | testicular testis | pharyngeal pharynx throat | laryngeal larynx | vesical bladder |
  auditory hearing | visual vision | thoracic chest thorax | abdominal abdomen | facial face | spinal spine |
  arterial artery | venous vein | vascular vessel | colonic colon | rectal rectum recta | esophageal esophagus |
  duodenal duodenum duodena | vaginal vagina | cervical cervix | retinal retina | corneal cornea | lingual tongue |
  ventricular ventricle | cerebellar cerebellum cerebella | aortic aorta | tracheal trachea | bronchial bronchus |
  pleural pleura | lymphatic lymph | vertebral vertebra | meningeal meninx | phalangeal phalanx | auricular pinna |
  tumor neoplasm neoplasia cancer carcinoma malignancy | abnormality abnormal anomaly anomalous malformation malformed defect |
  hemorrhage bleeding | fever pyrexia | left l lt | right r rt | elevated increased raised high |
  reduced decreased low diminished`
    .split('|')
    .flatMap((line) => {
      const words = line.trim().split(/\s+/u)
      return words.map((word): [string, string] => [word, words[0] ?? word])
    }),
)
