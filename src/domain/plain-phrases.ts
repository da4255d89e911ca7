import {alternativesOf} from './alternatives.js'
import {splitWords} from './lexical-key.js'

const cannot = '{cannot|can’t|could not|couldn’t|unable to}'
const difficulty = '{difficulty|trouble|problems}'
const whose = '{the |my |his |her |their |}'

/**
 * What patients say, and those who write down what they say, with what terminologies call it; where they call it differently, the
 * likeliest name first; none where more words make it something else. Each means one thing whatever stands around it: "fits", "sick", "shaking" and "black eye" are not here.
 */
const phrases: Readonly<Record<string, readonly string[]>> = {
  // what means something else
  [`${cannot} sleep {flat|on|supine|lying}`]: [],
  [`${cannot} breathe through`]: [],
  '{vesicular|breath|carotid|femoral|renal|abdominal|venous} murmur': [],
  '{threw|throws|throwing} up {his|her|their|my} {hand|arm}': [],
  '{pass|passes|passed|passing} out {of|flyers|food}': [],
  '{see|sees|saw|seeing} double the': [],
  '{pass|passes|passed|passing} out': ['syncope'],
  '{black|blacks|blacked|blacking} out': ['syncope'],
  '{fainted|fainting spell}': ['syncope'],
  '{throw|throws|threw|thrown|throwing} up': ['vomiting'],
  '{throw|throws|threw|throwing|vomit|vomits|vomited|vomiting} up blood': ['hematemesis'],
  '{vomit|vomits|vomited|vomiting} blood': ['hematemesis'],
  '{cough|coughs|coughed|coughing} up blood': ['hemoptysis'],
  [`${cannot} {fall asleep|get to sleep|sleep}`]: ['insomnia'],
  [`${difficulty} {falling asleep|sleeping}`]: ['insomnia'],
  [`${cannot} breathe`]: ['dyspnea', 'shortness of breath'],
  [`${difficulty} breathing`]: ['dyspnea', 'shortness of breath'],
  '{out of|gasping for} breath': ['dyspnea', 'shortness of breath'],
  'heart {is |was |}{pounding|racing|fluttering}': ['palpitations'],
  'heart {races|raced|pounds|flutters}': ['palpitations'],
  murmur: ['heart murmur', 'cardiac murmur'],
  '{systolic|systolic ejection|ejection systolic} murmur': ['systolic heart murmur', 'heart murmur'],
  'diastolic murmur': ['diastolic heart murmur', 'heart murmur'],
  'a fib': ['atrial fibrillation'],
  'pulmonary {hypertension|HTN}': ['pulmonary arterial hypertension'],
  'pins and needles': ['paresthesia'],
  '{see|sees|saw|seeing} double': ['diplopia'],
  'double vision': ['diplopia'],
  '{nosebleed|nose bleed|bleeding nose|bleeding from the nose}': ['epistaxis'],
  '{runny|running} nose': ['rhinorrhea'],
  '{stuffy|blocked|stuffed up} nose': ['nasal congestion', 'nasal obstruction'],
  'sore throat': ['pharyngitis'],
  '{black|tarry|black tarry} stool': ['melena'],
  '{bed wetting|bedwetting}': ['enuresis'],
  '{wet|wets|wetting} {the|his|her|their} bed': ['enuresis'],
  '{burning|burns|painful|pain|hurts} {on|when|with|while|during} {urinating|urination|peeing|passing urine}':
    ['dysuria'],
  'painful urination': ['dysuria'],
  'hair {is |was |}{falling|coming} out': ['alopecia'],
  [`${cannot} smell`]: ['anosmia'],
  [`{loss of|lost} ${whose}sense of smell`]: ['anosmia'],
  [`${cannot} taste`]: ['ageusia'],
  [`{loss of|lost} ${whose}sense of taste`]: ['ageusia'],
  '{fail|fails|failed|failing} to thrive': ['failure to thrive'],
  'born {preterm|premature|prematurely}': ['premature birth', 'preterm birth', 'prematurity'],
  'hard of hearing': ['hearing impairment', 'hearing loss'],
  '{acid reflux|heartburn}': ['gastroesophageal reflux', 'gastroesophageal reflux disease'],
  'heart attack': ['myocardial infarction'],
  'high blood pressure': ['hypertension'],
  'low blood pressure': ['hypotension'],
  'high blood {sugar|glucose}': ['hyperglycemia'],
  'low blood {sugar|glucose}': ['hypoglycemia'],
  'high cholesterol': ['hypercholesterolemia'],
  hives: ['urticaria'],
  shingles: ['herpes zoster'],
  'pink eye': ['conjunctivitis'],
  'swollen {gland|lymph node}': ['lymphadenopathy'],
  'n/v': ['nausea and vomiting'],
  'low platelets': ['thrombocytopenia'],
  'low {white count|wbc|white blood cells}': ['leukopenia'],
  floaters: ['vitreous floaters', 'eye floaters'],
  'empty sella': ['empty sella turcica'],
  'fetal growth {restriction|retardation}': [
    'intrauterine growth restriction',
    'intrauterine growth retardation',
  ],
  'café au lait {patch|macule}': ['cafe au lait spot'],
  prematurity: ['premature birth', 'preterm birth'],
}

interface Phrase {
  readonly forms: readonly string[]
  readonly names: readonly string[]
}

const byFirst: ReadonlyMap<string, readonly Phrase[]> = readPhrases()

/** By their first normalised word, the longest first. */
function readPhrases(): Map<string, Phrase[]> {
  const found = new Map<string, Phrase[]>()
  for (const [pattern, names] of Object.entries(phrases)) {
    for (const phrase of alternativesOf(pattern)) {
      const forms = splitWords(phrase).map(({form}) => form)
      const first = forms[0]!
      found.set(first, [...(found.get(first) ?? []), {forms, names}])
    }
  }
  for (const list of found.values()) list.sort((a, b) => b.forms.length - a.forms.length)
  return found
}

/**
 * What plain words say that begin at a place: the longest phrase, and what it may be called, likeliest first; `undefined` for
 * others.
 *
 * @param forms - Normalised words.
 */
export function plainPhraseAt(forms: readonly string[], at: number): Phrase | undefined {
  const form = forms[at]
  if (form === undefined) return undefined
  return byFirst.get(form)?.find((phrase) => phrase.forms.every((word, i) => forms[at + i] === word))
}
