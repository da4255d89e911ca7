import type {CurvePoint, EvaluationTask, TaskReport} from '../evaluation/report.js'

const size = {width: 720, height: 600}
const frame = {left: 74, top: 74, width: 612, height: 440}

/** Okabe and Ito's colours, which people with any colour vision can tell apart. */
const colours: Readonly<Record<EvaluationTask, string>> = {
  mentions: '#0072b2',
  spans: '#d55e00',
  text: '#009e73',
  similarity: '#000000',
}

/** Links of mentions alone and in documents are often the same: the dashes let the one show through the other. */
const dashes: Readonly<Partial<Record<EvaluationTask, string>>> = {spans: ' stroke-dasharray="8 5"'}

const labels: Readonly<Record<EvaluationTask, string>> = {
  mentions: 'gold mentions alone',
  spans: 'gold mentions in documents',
  text: 'whole text, overlapping one to one',
  similarity: '',
}

/** Thresholds that are marked on the curves. */
const marked = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

/** Values of F1 that lines of equal F1 are drawn for. */
const contours = [0.2, 0.4, 0.6, 0.8, 0.9]

/**
 * Precision against recall over thresholds as a picture: one curve a task, a ring at the threshold in use, dots at every
 * tenth, thin lines of equal F1.
 *
 * @returns SVG that needs no other file.
 */
export function precisionRecallPlot(title: string, reports: readonly TaskReport[]): string {
  const drawn = reports.filter(({curve}) => curve.length > 0)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif" font-size="13" fill="#333">
<title>${escapeMarkup(title)}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${frame.left}" y="34" font-size="17" font-weight="600" fill="#111">Precision and recall over thresholds</text>
<text x="${frame.left}" y="55" fill="#666">${escapeMarkup(title)}</text>
${grid()}
${contours.map(contour).join('\n')}
${drawn.map(curve).join('\n')}
${legend(drawn)}
</svg>
`
}

function grid(): string {
  const lines = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((value) => [
    `<line x1="${x(value)}" y1="${y(0)}" x2="${x(value)}" y2="${y(1)}"/>`,
    `<line x1="${x(0)}" y1="${y(value)}" x2="${x(1)}" y2="${y(value)}"/>`,
  ])
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((value) => [
    `<text x="${x(value)}" y="${y(0) + 20}" text-anchor="middle">${value}</text>`,
    `<text x="${x(0) - 10}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  ])
  return `<g stroke="#e4e4e4">${lines.join('')}</g>
<g fill="#555">${ticks.join('')}</g>
<text x="${x(0.5)}" y="${y(0) + 46}" text-anchor="middle" fill="#111">recall</text>
<text transform="translate(${x(0) - 46} ${y(0.5)}) rotate(-90)" text-anchor="middle" fill="#111">precision</text>`
}

/** Where precision p and recall r have one F1: p = F1 r / (2 r - F1). */
function contour(f1: number): string {
  const least = f1 / (2 - f1)
  const points: [number, number][] = []
  for (let i = 0; i <= 60; i++) {
    const recall = least + (1 - least) * (i / 60) ** 2 // close together where the line is steep
    points.push([recall, (f1 * recall) / (2 * recall - f1)])
  }
  return `<path d="${path(points)}" fill="none" stroke="#bbb" stroke-dasharray="2 4"/>
${label(x(1) - 4, y(least) - 5, `F1 ${f1}`)}`
}

/** A note at the right end of a line, with a rim that keeps lines off it (twice: not all viewers know `paint-order`). */
function label(right: number, base: number, text: string): string {
  const place = `x="${right}" y="${base}" text-anchor="end" font-size="10"`
  return `<text ${place} fill="#fff" stroke="#fff" stroke-width="4">${text}</text><text ${place} fill="#888">${text}</text>`
}

function curve({curve: points, task, threshold = 0}: TaskReport): string {
  const colour = colours[task]
  const dots = marked.flatMap((mark) => {
    const point = pointAt(points, mark)
    if (!point || mark < (points[0]?.threshold ?? 0)) return []
    return [
      `<circle cx="${x(point.recall)}" cy="${y(point.precision)}" r="2.5"><title>threshold ${mark}</title></circle>`,
    ]
  })
  const used = pointAt(points, threshold)
  const ring = used
    ? `<circle cx="${x(used.recall)}" cy="${y(used.precision)}" r="6" fill="#fff" stroke="${colour}" stroke-width="2.5"/>`
    : ''
  const line = path(points.map(({precision, recall}) => [recall, precision]))
  return `<path d="${line}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"${dashes[task] ?? ''}/>
<g fill="${colour}">${dots.join('')}</g>${ring}`
}

/** What stays where links below a threshold are dropped. */
function pointAt(points: readonly CurvePoint[], threshold: number): CurvePoint | undefined {
  return points.find((point) => point.threshold >= threshold)
}

function legend(reports: readonly TaskReport[]): string {
  const height = 22 * (reports.length + 1) + 10
  const top = y(0) - height - 10
  const rows = reports.map(({curve: points, task, threshold = 0}, i) => {
    const used = pointAt(points, threshold)
    const at = used
      ? `, at ${threshold}: precision ${used.precision.toFixed(3)}, recall ${used.recall.toFixed(3)}`
      : ''
    const middle = top + 18 + 22 * i
    return `<line x1="${x(0) + 14}" y1="${middle}" x2="${x(0) + 42}" y2="${middle}" stroke="${colours[task]}" stroke-width="3"${dashes[task] ?? ''}/>
<text x="${x(0) + 52}" y="${middle + 4}">${labels[task]}<tspan fill="#777">${at}</tspan></text>`
  })
  return `<rect x="${x(0) + 6}" y="${top}" width="545" height="${height}" fill="#fff" fill-opacity=".9"/>
${rows.join('\n')}
<text x="${x(0) + 52}" y="${top + 22 + 22 * reports.length}" fill="#777" font-size="11">rings: the threshold in use; dots: its tenths</text>`
}

/** A line through points of recall and precision; those that fall on one another at a tenth of a pixel are drawn once. */
function path(points: readonly (readonly [recall: number, precision: number])[]): string {
  const places = points.map(([recall, precision]) => `${x(recall)} ${y(precision)}`)
  return `M${places.filter((place, i) => place !== places[i - 1]).join('L')}`
}

function x(recall: number): number {
  return Math.round((frame.left + recall * frame.width) * 10) / 10
}

function y(precision: number): number {
  return Math.round((frame.top + (1 - precision) * frame.height) * 10) / 10
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
