import type {Hook} from '@oclif/core'
import {slipsBetween} from './domain/slips-between.js'

/** Slips that a command is still recognised with. */
const mostSlips = 2

/** Says that there is no such command, and which one may have been meant; ends with 2, as a flag that is not there does. */
const unknownCommand: Hook.CommandNotFound = async function ({config, id}) {
  // what was typed behind a command that is not there counts as a part of it
  const [first = '', second] = id.split(':')
  const isTopic = config.topics.some(({name}) => name === first)
  const typed = isTopic && second !== undefined ? `${first} ${second}` : first
  const known = config.commandIDs.map((command) => command.replaceAll(':', ' ')).sort()
  const least = Math.min(mostSlips, ...known.map((command) => slipsBetween(typed, command, mostSlips)))
  const meant = known.filter((command) => slipsBetween(typed, command, mostSlips) === least)
  const advice =
    meant.length > 0 ? `Did you mean ${meant.join(' or ')}?` : '"biolord help" lists the commands.'
  process.stderr.write(`biolord: There is no command ${JSON.stringify(typed)}.\n${advice}\n`)
  this.exit(2)
}

export default unknownCommand
