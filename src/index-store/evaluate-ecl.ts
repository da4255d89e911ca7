import type {ConceptSets} from './concept-sets.js'
import {difference, intersection, type NumberSet, union} from './number-sets.js'
import type {EclExpression} from './parse-ecl.js'

/** The active concepts that an expression names; ids that are not there name none (see {@link eclReferences}). */
export function evaluateEcl(expression: EclExpression, sets: ConceptSets): NumberSet {
  switch (expression.kind) {
    case 'any':
      return sets.all()
    case 'concept':
      return sets.ofId(expression.id)
    case 'hierarchy':
      return sets.step(evaluateEcl(expression.of, sets), expression.step)
    case 'members':
      if (expression.of.kind === 'any') return sets.ofAnyRefset()
      if (expression.of.kind === 'concept') return sets.ofRefset(expression.of.id)
      return sets.ofRefsetsNamedBy(evaluateEcl(expression.of, sets))
    case 'and':
      return expression.parts.map((part) => evaluateEcl(part, sets)).reduce(intersection)
    case 'or':
      return union(expression.parts.map((part) => evaluateEcl(part, sets)))
    case 'minus':
      return difference(evaluateEcl(expression.from, sets), evaluateEcl(expression.without, sets))
  }
}

/** An id in an expression: of a concept, or of a reference set (`^ id`). */
export interface EclReference {
  readonly kind: 'concept' | 'refset'
  readonly id: string
}

/** The ids of an expression, in its order. */
export function eclReferences(expression: EclExpression): readonly EclReference[] {
  switch (expression.kind) {
    case 'any':
      return []
    case 'concept':
      return [{kind: 'concept', id: expression.id}]
    case 'hierarchy':
      return eclReferences(expression.of)
    case 'members':
      return expression.of.kind === 'concept'
        ? [{kind: 'refset', id: expression.of.id}]
        : eclReferences(expression.of)
    case 'and':
    case 'or':
      return expression.parts.flatMap(eclReferences)
    case 'minus':
      return [...eclReferences(expression.from), ...eclReferences(expression.without)]
  }
}
