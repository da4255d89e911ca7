import {normaliseWord} from './word-form.js'

/**
 * Words of everyday English and of clinical prose that are a concept of some terminology ("Severe", "All", "Left",
 * "Family history") and yet, alone in running text, seldom stand for it: closed classes, qualities, amounts, times,
 * places, persons, and the empty nouns of medicine.
 */
// biome-ignore format: a word list
const words = `
  all any both each either every few lot many more most much neither no none one only other same several some such two
  able absent active acute additional advanced affected age aged alone asymptomatic available aware bad best better big
  bilateral brief broad central certain chronic clear clinical close common complete complex complicated concomitant
  constant contralateral controlled conventional current daily deep definite delayed different diffuse direct distal
  early easy effective elderly excluded excessive experimental extensive extreme familial fast female final first focal
  free frequent full general generalised generalized good gradual great healthy heavy hereditary high human idiopathic
  immediate incomplete increased decreased inferior inherited initial intermittent internal external ipsilateral
  irregular isolated large last late lateral left less likely limited little local localised localized long low lower
  major male marked maximal medial mid mild minimal minor mixed moderate multiple narrow natural negative new next
  normal novel numerous occasional old older open oral partial particular permanent persistent poor positive possible
  present previous primary prior probable profound progressive prolonged prominent proximal rapid rare recent recurrent
  refractory regular related relative remote resistant right secondary sensitive serious severe short significant
  similar simple single slight slow small sole specific sporadic stable standard stationary strong subacute sudden
  superficial superior symptomatic systemic temporary terminal thick thin total transient true typical unaffected
  uncertain unchanged unilateral unique unknown unrelated unstable unusual upper usual variable various vertical
  anterior posterior peripheral weak whole wide worse young younger
  absence abnormality addition agent amount analysis appearance area aspect association attempt average background
  basis benefit body care case cause center change character child childhood class comparison complication component
  concentration condition consequence contact content control course criteria cycle data date day death decade decrease
  defect degree development device difference disease disorder distribution dose duration effect end episode event
  evidence examination example exposure extent face fact factor failure family father feature finding form frequency
  function girl boy group growth half hand head history home hospital hour impairment incidence increase individual
  infancy infant information injury interval involvement isolation issue kind lack layer length lesion level life line
  loss man manifestation margin mass mean measure method minute mode model month mother nature need newborn number
  object observation onset order origin outcome parent part patient pattern penetrance percent period person phase
  phenotype place plan point population position practice presence presentation pressure problem procedure process
  product program progression quality question range rate ratio reaction reason reduction region relation report
  response rest result return review risk role sample scale section segment series sex shape share side sign site size
  sleep source space specimen stage state status step structure study subject support surface survival swelling symptom
  syndrome system target technique term test therapy time tissue treatment trial type unit use value variant variation
  variability heterogeneity severity version view visit volume water week weight woman work year adult
  and or not with without by for from in of on to as at
  admission anesthesia appointment cardiology clinic dermatology emergency endocrinology gastroenterology gynecology hematology
  immunology medicine nephrology neurology neurosurgery obstetrics oncology ophthalmology orthopedics otolaryngology pathology
  pediatrics psychiatry psychology radiology referral rheumatology surgery urology
`

/**
 * Short forms of notes for times, places, people, parts of the note and what is normal, many of which rare disorders have for a
 * name, too (CVS, MHA, OFC). What is a concept itself, as a test or an organ, is not here.
 */
// biome-ignore format: a word list
const shorthand = `
  abx adls bid bpm cap cvs dob ent fhx hdu hpi icu jvp llq lmp luq mdt mha mse nad nicu nkda npo nsr ofc opd perla perrla picu pmh
  pmhx prn pt qds qid rlq ros ruq sats tds tid ttp uss wnl
`

const everyday: ReadonlySet<string> = new Set(`${words} ${shorthand}`.trim().split(/\s+/u).map(normaliseWord))

/** @param form - A normalised word. */
export function isEverydayWord(form: string): boolean {
  return everyday.has(form)
}
