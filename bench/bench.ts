// `npm run bench`, or one part of it: `npm run bench -- models --names 1000`.
const parts = ['terminology', 'models']
const [asked] = process.argv.slice(2)
if (asked !== undefined && !parts.includes(asked)) {
  console.error(`There is no part ${asked}; the parts are ${parts.join(' and ')}.`)
  process.exit(2)
}
for (const part of asked ? [asked] : parts) await import(`./${part}.js`)
