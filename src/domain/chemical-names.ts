/**
 * The name of an element that a text is the symbol of, or of a compound that it is the formula of: "sodium" for "Na", "calcium
 * chloride" for "CaCl2", "carbon dioxide" for "CO2", "calcium" for "Ca2+". Salts, oxides and hydroxides of metals are put together by rule. Only for a text that is known to be a mention: "As", "In" and "No" are
 * words as well.
 *
 * @returns `undefined` for any other text.
 * @see https://iupac.org/what-we-do/periodic-table-of-elements/ for the symbols; names in American spelling
 */
export function chemicalName(text: string): string | undefined {
  if (text.length > longestFormula) return undefined
  const name = elements.get(text) ?? molecules.get(text)
  if (name !== undefined) return name
  const [, positive = '', negative = ''] = ion.exec(text) ?? []
  if (positive !== '' || negative !== '') return metals.get(positive) ?? anions.get(negative)
  if (!/[a-z\d]/.test(text)) return undefined // VF is ventricular fibrillation
  const [, one = '', other = ''] = formula.exec(text) ?? []
  const cation = one === 'NH4' ? 'ammonium' : metals.get(one)
  // the number at the end is a part of "SO4" and counts the "Cl" of "CaCl2"
  const anion = anions.get(other) ?? anions.get(other.replace(/\d$/, ''))
  return cation !== undefined && anion !== undefined ? `${cation} ${anion}` : undefined
}

const longestFormula = 12

/** "Na+", "Ca2+", "Ca(2+)", "Cl-" */
const ion = /^(?:([A-Z][a-z]?)\(?[1-4]?\+\)?|([A-Z][A-Za-z]*\d?)\(?-\)?)$/

/** A cation and an anion, each with how many of them: "CaCl2", "(NH4)2SO4", "Mg(OH)2". */
const formula = /^\(?(NH4|[A-Z][a-z]?)\)?\d?\(?([A-Z][A-Za-z\d]*?\d?)(?:\)\d)?$/

const anions = new Map(
  Object.entries({
    Cl: 'chloride',
    Br: 'bromide',
    I: 'iodide',
    F: 'fluoride',
    O: 'oxide',
    S: 'sulfide',
    OH: 'hydroxide',
    CN: 'cyanide',
    SO4: 'sulfate',
    NO2: 'nitrite',
    NO3: 'nitrate',
    CO3: 'carbonate',
    HCO3: 'bicarbonate',
    PO4: 'phosphate',
    ClO4: 'perchlorate',
    CrO4: 'chromate',
    Cr2O7: 'dichromate',
    MnO4: 'permanganate',
  }),
)

/** Symbols of the metals that form such compounds, with their names. */
const metals =
  symbols(`Li lithium Be beryllium Na sodium Mg magnesium Al aluminum K potassium Ca calcium Sc scandium Ti titanium
  V vanadium Cr chromium Mn manganese Fe iron Co cobalt Ni nickel Cu copper Zn zinc Ga gallium Rb rubidium Sr strontium Y yttrium
  Zr zirconium Nb niobium Mo molybdenum Tc technetium Ru ruthenium Rh rhodium Pd palladium Ag silver Cd cadmium In indium Sn tin
  Cs cesium Ba barium La lanthanum Ce cerium Pr praseodymium Nd neodymium Pm promethium Sm samarium Eu europium Gd gadolinium
  Tb terbium Dy dysprosium Ho holmium Er erbium Tm thulium Yb ytterbium Lu lutetium Hf hafnium Ta tantalum W tungsten Re rhenium
  Os osmium Ir iridium Pt platinum Au gold Hg mercury Tl thallium Pb lead Bi bismuth Po polonium Fr francium Ra radium Ac actinium
  Th thorium Pa protactinium U uranium Np neptunium Pu plutonium Am americium Cm curium Bk berkelium Cf californium
  Es einsteinium Fm fermium Md mendelevium No nobelium Lr lawrencium Rf rutherfordium Db dubnium Sg seaborgium Bh bohrium
  Hs hassium Mt meitnerium Ds darmstadtium Rg roentgenium Cn copernicium Nh nihonium Fl flerovium Mc moscovium Lv livermorium`)

const elements = new Map([
  ...metals,
  ...symbols(`H hydrogen He helium B boron C carbon N nitrogen O oxygen F fluorine Ne neon Si silicon P phosphorus S sulfur Cl chlorine
  Ar argon Ge germanium As arsenic Se selenium Br bromine Kr krypton Sb antimony Te tellurium I iodine Xe xenon At astatine
  Rn radon Ts tennessine Og oganesson`),
])

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
    NH3: 'ammonia',
    CH4: 'methane',
    HCl: 'hydrochloric acid',
    HNO3: 'nitric acid',
    H2SO4: 'sulfuric acid',
    H3PO4: 'phosphoric acid',
  }),
)

function symbols(table: string): Map<string, string> {
  const words = table.trim().split(/\s+/u)
  return new Map(words.flatMap((symbol, i) => (i % 2 === 0 ? [[symbol, words[i + 1] ?? '']] : [])))
}
