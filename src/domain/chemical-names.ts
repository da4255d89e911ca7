/**
 * The name of an element that a text is the symbol of, or of a compound that it is the formula of: "sodium" for "Na", "calcium
 * chloride" for "CaCl2", "carbon dioxide" for "CO2", "calcium" for "Ca2+". Salts, oxides and hydroxides of metals are put together by
 * rule, where their charges cancel out ("CrCl" is creatinine clearance). Only for a text that is known to be a mention: "As", "In"
 * and "No" are words as well.
 *
 * @returns `undefined` for any other text.
 * @see https://iupac.org/what-we-do/periodic-table-of-elements/ for the symbols; names in American spelling
 */
export function chemicalName(text: string): string | undefined {
  if (text.length > longestFormula) return undefined
  return elements.get(text) ?? molecules.get(text) ?? nameOfIon(text) ?? nameOfSalt(text)
}

const longestFormula = 12

/** "Na+", "Ca2+", "Ca++", "Ca(2+)", "Cl-" */
function nameOfIon(text: string): string | undefined {
  const [, symbol = '', digit, signs = '', negative = ''] = ion.exec(text) ?? []
  if (ofOneCharge.has(negative)) return anions.get(negative)?.name
  const charge = digit === undefined ? signs.length : Number(digit)
  return cations.get(symbol)?.includes(charge) ? elements.get(symbol) : undefined
}

const ion = /^(?:([A-Z][a-z]?)\(?(?:([1-4])\+|(\+{1,3}))\)?|([A-Z][A-Za-z]*\d?)\(?-\)?)$/

function nameOfSalt(text: string): string | undefined {
  if (!/[a-z\d]/.test(text)) return undefined // KF is Kayser and Fleischer, VF ventricular fibrillation
  const [, one = '', ones = '1', rest = '', others = '1'] = formula.exec(text) ?? []
  const charges = one === 'NH4' ? [1] : (cations.get(one) ?? [])
  const name = one === 'NH4' ? 'ammonium' : elements.get(one)
  // the number at the end is a part of "SO4" and counts the "Cl" of "CaCl2"
  for (const [anion, count] of [
    [rest, others],
    [rest.slice(0, -1), rest.slice(-1)],
  ] as const) {
    const known = anions.get(anion)
    if (known && charges.some((charge) => charge * Number(ones) === known.charge * Number(count)))
      return `${name} ${known.name}`
  }
  return undefined
}

/** A cation and an anion, each with how many of them: "CaCl2", "(NH4)2SO4", "Mg(OH)2". */
const formula = /^\(?(NH4|[A-Z][a-z]?)\)?([2-4])?\(?([A-Z][A-Za-z\d]*)(?:\)([2-4]))?$/

const anions = new Map(
  Object.entries({
    Cl: {name: 'chloride', charge: 1},
    Br: {name: 'bromide', charge: 1},
    I: {name: 'iodide', charge: 1},
    F: {name: 'fluoride', charge: 1},
    OH: {name: 'hydroxide', charge: 1},
    CN: {name: 'cyanide', charge: 1},
    NO2: {name: 'nitrite', charge: 1},
    NO3: {name: 'nitrate', charge: 1},
    HCO3: {name: 'bicarbonate', charge: 1},
    ClO4: {name: 'perchlorate', charge: 1},
    MnO4: {name: 'permanganate', charge: 1},
    O: {name: 'oxide', charge: 2},
    S: {name: 'sulfide', charge: 2},
    SO4: {name: 'sulfate', charge: 2},
    CO3: {name: 'carbonate', charge: 2},
    CrO4: {name: 'chromate', charge: 2},
    Cr2O7: {name: 'dichromate', charge: 2},
    PO4: {name: 'phosphate', charge: 3},
  }),
)

/** Anions that are written with their sign; "O-" is a blood group. */
const ofOneCharge: ReadonlySet<string> = new Set(['Cl', 'Br', 'I', 'F', 'HCO3', 'NO3'])

/** The usual charges of metals of the body, of drugs and of poisons. Not "Ag+" and "Th2+": those are antigens and cells. */
const cations: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    Li: [1],
    Na: [1],
    K: [1],
    Rb: [1],
    Cs: [1],
    Mg: [2],
    Ca: [2],
    Sr: [2],
    Ba: [2],
    Zn: [2],
    Cd: [2],
    Hg: [1, 2],
    Pb: [2],
    Ni: [2],
    Co: [2, 3],
    Mn: [2],
    Fe: [2, 3],
    Cu: [1, 2],
    Cr: [3],
    Al: [3],
    Gd: [3],
    La: [3],
    Bi: [3],
  }),
)

const elements = new Map(
  `H hydrogen | He helium | Li lithium | Be beryllium | B boron | C carbon | N nitrogen | O oxygen | F fluorine | Ne neon |
  Na sodium | Mg magnesium | Al aluminum | Si silicon | P phosphorus | S sulfur | Cl chlorine | Ar argon | K potassium | Ca calcium |
  Sc scandium | Ti titanium | V vanadium | Cr chromium | Mn manganese | Fe iron | Co cobalt | Ni nickel | Cu copper | Zn zinc |
  Ga gallium | Ge germanium | As arsenic | Se selenium | Br bromine | Kr krypton | Rb rubidium | Sr strontium | Y yttrium |
  Zr zirconium | Nb niobium | Mo molybdenum | Tc technetium | Ru ruthenium | Rh rhodium | Pd palladium | Ag silver | Cd cadmium |
  In indium | Sn tin | Sb antimony | Te tellurium | I iodine | Xe xenon | Cs cesium | Ba barium | La lanthanum | Ce cerium |
  Pr praseodymium | Nd neodymium | Pm promethium | Sm samarium | Eu europium | Gd gadolinium | Tb terbium | Dy dysprosium |
  Ho holmium | Er erbium | Tm thulium | Yb ytterbium | Lu lutetium | Hf hafnium | Ta tantalum | W tungsten | Re rhenium | Os osmium |
  Ir iridium | Pt platinum | Au gold | Hg mercury | Tl thallium | Pb lead | Bi bismuth | Po polonium | At astatine | Rn radon |
  Fr francium | Ra radium | Ac actinium | Th thorium | Pa protactinium | U uranium | Np neptunium | Pu plutonium | Am americium |
  Cm curium | Bk berkelium | Cf californium | Es einsteinium | Fm fermium | Md mendelevium | No nobelium | Lr lawrencium`
    .split('|')
    .map((line) => line.trim().split(' ') as [string, string]),
)

const molecules = new Map(
  Object.entries({
    H2: 'hydrogen',
    N2: 'nitrogen',
    O2: 'oxygen',
    O3: 'ozone',
    H2O: 'water',
    H2O2: 'hydrogen peroxide',
    H2S: 'hydrogen sulfide',
    CO2: 'carbon dioxide',
    N2O: 'nitrous oxide',
    NO2: 'nitrogen dioxide',
    SO2: 'sulfur dioxide',
    TiO2: 'titanium dioxide',
    MnO2: 'manganese dioxide',
    As2O3: 'arsenic trioxide',
    NH3: 'ammonia',
    CH4: 'methane',
    HCl: 'hydrochloric acid',
    HNO3: 'nitric acid',
    H2SO4: 'sulfuric acid',
    H3PO4: 'phosphoric acid',
  }),
)
