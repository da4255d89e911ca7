import type {Hook} from '@oclif/core'
import {nearestWords} from './index-store/nearest-words.js'

/** Says that there is no such command, and which one may have been meant; ends with 2, as a flag that is not there does. */
const unknownCommand: Hook.CommandNotFound = async function ({config, id}) {
  // what was typed behind a command that is not there counts as a part of it
  const [first = '', second] = id.split(':')
  const isTopic = config.topics.some(({name}) => name === first)
  const typed = isTopic && second !== undefined ? `${first} ${second}` : first
  const known = config.commandIDs.map((command) => command.replaceAll(':', ' '))
  const [meant] = nearestWords(typed, known, 1)
  const advice = meant === undefined ? '"biolord help" lists the commands.' : `Did you mean ${meant}?`
  process.stderr.write(`biolord: There is no command ${JSON.stringify(typed)}.\n${advice}\n`)
  this.exit(2)
}

export default unknownCommand
