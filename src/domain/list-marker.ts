/** What marks an item of a list, where it opens a line: a bullet, a box, a number, a letter. */
export const listMarker = /^\s*(?:[-*•·‣▪–+>○●◦☐☑☒]|\[[ xX]?\]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/iu
