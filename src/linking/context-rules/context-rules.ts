/** A property that ConText decides. */
export type ContextProperty = 'negated' | 'uncertain' | 'hypothetical' | 'historical' | 'family'

/** The words of one language that change what a mention says. All lower case, matched as whole words. */
export interface ContextRules {
  readonly language: string
  /** Look like a trigger but are none: "no increase". */
  readonly pseudo: readonly string[]
  /** Act on mentions to their right. */
  readonly before: Readonly<Record<ContextProperty, readonly string[]>>
  /** Act on mentions to their left. */
  readonly after: Readonly<Partial<Record<ContextProperty, readonly string[]>>>
  /** End the scope of every trigger. */
  readonly stops: readonly string[]
}
