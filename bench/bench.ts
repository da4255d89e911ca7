// `npm run bench`, or one part of it: `npm run bench -- models --names 1000`.
const parts = ['terminology', 'models', 'snomed-size', 'scale']
const help = `npm run bench -- [PART] [options]

  terminology   building an index, cold sim, search and link
  models        import, parity, cold sim and throughput of encoders of BioLORD's size with random weights
    --names N     names to encode (default 5000; sentence-transformers takes minutes for them)
    --model NAME  xlm-roberta, mpnet or open-mini; repeatable (default: all)
    --cache DIR   where the encoders are kept, some 5 GB (default: in the temporary folder)

  snomed-size   a generated RF2 release of SNOMED CT's size read into SQLite, without encoding
    --concepts N  its size (default: 360000)
    --cache DIR   where the release is kept, some 600 MB (default: the temporary folder)

  scale         generated releases indexed, searched and linked to, from 10,000 to 1.2 million names
    --texts N,N     their sizes (default: 10000,100000,1200000; the largest takes half an hour and more)
    --mentions N    mentions of the list with names; a quarter as many without (default: 20000)
    --cache DIR     where releases and indexes are kept, some 6 GB: what is there is not built again
    --json FILE     the table for programs

The first two parts without PART. BIOLORD_PYTHON names a Python with sentence-transformers, and hnswlib, to compare with.`
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
