// `npm run bench`, or one part of it: `npm run bench -- models --names 1000`.
const parts = ['terminology', 'models', 'snomed-size']
const help = `npm run bench -- [PART] [options]

  terminology   building an index, cold sim, search and link
  models        import, parity, cold sim and throughput of encoders of BioLORD's size with random weights
    --names N     names to encode (default 5000; sentence-transformers takes minutes for them)
    --model NAME  xlm-roberta, mpnet or open-mini; repeatable (default: all)
    --cache DIR   where the encoders are kept, some 5 GB (default: in the temporary folder)

  snomed-size   a generated RF2 release of SNOMED CT's size read into SQLite, without encoding
    --concepts N  its size (default: 360000)
    --cache DIR   where the release is kept, some 600 MB (default: the temporary folder)

The first two parts without PART. BIOLORD_PYTHON names a Python with sentence-transformers to compare with (default: python3).`
const [asked] = process.argv.slice(2)
if (asked === '--help' || asked === '-h') {
  console.log(help)
  process.exit()
}
if (asked !== undefined && !parts.includes(asked)) {
  console.error(`There is no part ${asked}; the parts are ${parts.join(', ')}.`)
  process.exit(2)
}
for (const part of asked ? [asked] : parts.slice(0, 2)) await import(`./${part}.js`)
