import {recall} from './recall.js'

/**
 * What a word is made of: "nephropathy" is kidney and disorder, "hepatic" is liver. Two texts of the same parts say much
 * the same in other words, if not surely: evidence for a link, never a match by itself.
 *
 * @param form - A normalised word, see `splitWords`.
 * @returns One part or more, each in the form that stands for all words of its meaning.
 * @see docs/lexical-keys.md for what the parts gain and cost.
 */
export function wordParts(form: string): readonly string[] {
  return recall(cache, remembered, form, split)
}

/**
 * Whether a word is put together of Greek and Latin parts alone, with the vowels that link them: such a word, "nephrotoxicity", is no
 * slip of the pen for another, as "nephrtoxicity" is.
 */
export function isCompound(form: string): boolean {
  return compound(form, true) !== undefined
}

/** Whether a word means one of another stem, so that names may say what it says and not hold it: "hurt", "belly". Not "disorder". */
export function hasLikeWord(form: string): boolean {
  return (likeWords.get(form) ?? disorderPart) !== disorderPart
}

/** The part that all words for "something is wrong with" become. */
export const disorderPart = '+disorder'

const cache = new Map<string, readonly string[]>()
const remembered = 200_000

function split(form: string): readonly string[] {
  const meant = likeWords.get(form)
  if (meant !== undefined) return [meant]
  if (/\d/.test(form) && /\D/.test(form)) return form.match(/\d+|\D+/gu) ?? [form] // "nf2" and "nf 2"
  return compound(form) ?? [likeWords.get(stem(form)) ?? stem(form)]
}

/**
 * The parts of a word that is put together of Greek and Latin ones alone.
 *
 * @param isLinked - Whether two consonants of different parts must have a vowel between them.
 */
function compound(form: string, isLinked = false): string[] | undefined {
  if (!/^[a-z]{6,}$/.test(form)) return undefined
  for (const [ending, meaning] of endings) {
    if (!form.endsWith(ending)) continue
    const stem = form.slice(0, -ending.length)
    if (isLinked && isConsonant(stem.at(-1)) && isConsonant(ending[0])) continue
    const roots = rootsOf(stem, 3, isLinked)
    if (roots) return [...roots, ...meaning]
  }
  return undefined
}

function rootsOf(text: string, most: number, isLinked: boolean): string[] | undefined {
  if (text === '') return []
  if (most === 0) return undefined
  for (let length = Math.min(text.length, longestRoot); length >= 2; length--) {
    const meaning = roots.get(text.slice(0, length))
    if (meaning === undefined) continue
    if (isLinked && isConsonant(text[length - 1]) && isConsonant(text[length])) continue
    const rest = rootsOf(text.slice(length).replace(/^[oi](?=$|[a-z])/, ''), most - 1, isLinked)
    if (rest) return [meaning, ...rest]
  }
  return undefined
}

function isConsonant(letter: string | undefined): boolean {
  return letter !== undefined && !'aeiouy'.includes(letter)
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
  `kidney renal | liver hepatic | heart cardiac | lung pulmonary | brain cerebral cerebrum encephalic | eye ocular ophthalmic
  ophthalmologic ophthalmological | skin cutaneous dermal dermatologic dermatological cutis | tooth dental | stomach gastric |
  nose nasal | mouth oral | skull cranial cranium | muscle muscular | spleen splenic | breast mammary |
  bowel intestine intestinal enteric gut | pancreas pancreatic | prostate prostatic | ovary ovarian | uterus uterine womb |
  testis testicular testicle | throat pharynx pharyngeal | larynx laryngeal | bladder vesical | ear aural otic | hearing auditory |
  vision visual sight eyesight | chest thoracic thorax | abdomen abdominal belly tummy | face facial | spine spinal | artery arterial |
  vein venous | vessel vascular vasculature | colon colonic | rectum rectal | esophagus esophageal | duodenum duodenal |
  vagina vaginal | cervix cervical | retina retinal | cornea corneal | tongue lingual | ventricle ventricular |
  cerebellum cerebellar | atrium atrial | inability unable | aorta aortic | trachea tracheal windpipe | bronchus bronchial | pleura pleural | lymph lymphatic |
  vertebra vertebral | clavicle clavicular collarbone | rib costal | sternum sternal breastbone | axilla axillary armpit |
  groin inguinal | patella patellar kneecap | tibia tibial shin shinbone | femur femoral thighbone | wrist carpal | gum gingiva gingival |
  fracture fractured broken broke | gain gained gaining | fatigue fatigued tired tiredness exhaustion exhausted | contusion bruise bruised bruising ecchymosis | meninx meningeal meninges | phalanx phalangeal | pinna auricular auricle | nerve neural nervous neurologic neurological |
  bone osseous bony skeletal | joint articular | blood hematologic hematological hemic | gland glandular | thyroid thyroidal |
  adrenal suprarenal | pituitary hypophysis hypophyseal | bile biliary | gallbladder cholecystic | lip labial | finger digital |
  jaw mandible mandibular | palate palatal palatine | nail ungual | hair pilar | urine urinary | urethra urethral | ureter ureteral |
  penis penile | scrotum scrotal | umbilicus umbilical navel | fat adipose | bone marrow | tendon tendinous | limb extremity |
  cell cellular | tissue histologic | mind mental psychic | newborn neonatal neonate | fetus fetal | infant infantile |
  child childhood pediatric juvenile | mother maternal | tumor neoplasm neoplasia neoplastic cancer cancerous carcinoma malignancy malignant
  carcinogenesis tumorigenesis tumoral adenocarcinoma | hemorrhage hemorrhagic bleeding bleed bled | fever pyrexia febrile |
  left l lt | right r rt | high elevated increased raised elevation increase | low reduced decreased diminished reduction decrease
  lowered lessened | pain painful ache aching sore hurt hurting | inflammation inflammatory inflamed | infection infectious infected |
  paralysis paralyzed palsy paralytic | swelling swollen swell edema edematous | enlarged enlargement large big | small short |
  death dead | widespread generalized diffuse | bilateral both | hereditary inherited familial heritable genetic |
  loss absence absent lack lacking missing lost losing | deficiency deficient insufficiency insufficient | stone calculus |
  seizure convulsion convulsive epileptic epilepsy | surgery surgical operation operative | clot thrombus thrombosis thrombotic |
  narrowing stenosis stenotic narrowed | widening dilatation dilated dilation | itching itch pruritus pruritic |
  vomiting vomit vomited emesis | dyspnea breathless breathlessness | delay delayed retarded retardation | drug medication medicine |
  mass lump nodule | ulcer ulceration ulcerative ulcerated | weak weakness | movement motor | speech speaking | gait walking walk`
    .split('|')
    .flatMap((line) => {
      const words = line.trim().split(/\s+/u)
      return words.map((word): [string, string] => [word, words[0] ?? word])
    })
    .concat(
      `disease disorder syndrome condition dysfunction dysfunctional damage damaged lesion toxicity toxic complication
      abnormality abnormal anomaly anomalous malformation malformed defect defective impairment impaired disturbance disturbed
      problem involvement trouble affection manifestation pathology pathologic pathological illness`
        .split(/\s+/u)
        .map((word): [string, string] => [word, disorderPart]),
    ),
)

/** Greek and Latin word elements with the English word for them, as in any introduction to medical terminology. */
const roots: ReadonlyMap<string, string> = new Map(
  `nephr kidney | ren kidney | hepat liver | cardi heart | pneum lung | pneumon lung | pulm lung | encephal brain | cerebr brain |
  ophthalm eye | ocul eye | dermat skin | derm skin | gastr stomach | rhin nose | nas nose | stomat mouth | crani skull |
  my muscle | myos muscle | splen spleen | mast breast | mamm breast | enter bowel | pancreat pancreas | prostat prostate |
  oophor ovary | ovari ovary | hyster uterus | metr uterus | orchi testis | orchid testis | pharyng throat | laryng larynx |
  cyst bladder | ot ear | neur nerve | oste bone | arthr joint | hemat blood | hem blood | aden gland | thyr thyroid | thyroid thyroid |
  col colon | proct rectum | esophag esophagus | duoden duodenum | vagin vagina | colp vagina | cervic cervix | retin retina |
  kerat cornea | gloss tongue | ventricul ventricle | aort aorta | trache trachea | bronch bronchus | pleur pleura |
  lymph lymph | lymphaden lymph | spondyl vertebra | mening meninx | angi vessel | vas vessel | vascul vessel | arteri artery |
  phleb vein | ven vein | myel marrow | psych mind | chondr cartilage | tend tendon | cheil lip | gingiv gum | dent tooth | odont tooth |
  ureter ureter | urethr urethra | uter uterus | chol bile | cholecyst gallbladder | gonad gonad | lip fat | adip fat | leuk leukocyte |
  thromb clot | erythr erythrocyte | radicul root | ret retina | uve uvea | blephar eyelid | rhabd rod | sinus sinus | tonsill tonsil |
  appendic appendix | peritone peritoneum | pericardi pericardium | endocardi endocardium | myocardi myocardium | spermat sperm |
  balan penis | tympan eardrum | cochle cochlea | vestibul vestibule | labyrinth labyrinth | cephal head | dactyl finger |
  lith stone | nephrolith kidney-stone | micr small | macr large | poly many | brachy short | tachy fast | brady slow | hyper high | hypo low`
    .split('|')
    .map((line) => line.trim().split(' ') as [string, string]),
)

const longestRoot = Math.max(...[...roots.keys()].map(({length}) => length))

/** Longest first. What each adds beside the roots before it. */
const endings: readonly (readonly [string, readonly string[]])[] = [
  ['pathy', [disorderPart]],
  ['pathic', [disorderPart]],
  ['pathia', [disorderPart]],
  ['toxicity', [disorderPart]],
  ['toxic', [disorderPart]],
  ['itis', ['inflammation']],
  ['algia', ['pain']],
  ['odynia', ['pain']],
  ['megaly', ['enlarged']],
  ['plegia', ['paralysis']],
  ['rrhagia', ['hemorrhage']],
  ['malacia', ['softening']],
  ['sclerosis', ['hardening']],
  ['stenosis', ['narrowing']],
  ['ectasia', ['widening']],
  ['lithiasis', ['stone']],
  ['ptosis', ['drooping']],
  ['dynia', ['pain']],
]
