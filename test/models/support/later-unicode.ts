/**
 * Code points of which the reference has another idea than Unicode 17: `tokenizers` 0.23.3 brings tables of several ages,
 * some of them of Unicode 8. Found by normalising and splitting each code point between two letters, here and there.
 */
const later = `
  61d 7fd 88f-891 897-89f 8ca-8e2 9fd-9fe a76 afa-aff b55 c04 c3c c5c c77 c84 cdc cf3 d00 d3b-d3c d81 eba ece
  166d 1715 1734 180f 1885-1886 1abf-1add 1ae0-1aeb 1b4e-1b4f 1b7d-1b7f 1cf2-1cf3 1cf7 1df6-1dfb 2e43-2e4f
  2e52-2e5d 32ff a7ce-a7cf a7d2 a7d4 a7f1-a7f4 a82c a8c5 a8ff a9bd ab69 105c9 105e4 10781-10785 10787-107b0
  107b2-107ba 10940-10959 10d24-10d27 10d69-10d6e 10eab-10ead 10ec5-10ec7 10ed0 10efa-10eff 10f46-10f50
  10f55-10f59 10f82-10f89 11070 11073-11074 110c2 110cd 11145-11146 111c9 111ce-111cf 1123e 11241 1133b 11383
  11385 1138e 11391 113b8-113c0 113c2 113c5 113c7-113ca 113cc-113d0 113d2 113d4-113d5 113d7-113d8 113e1-113e2
  11438-1143f 11442-11444 11446 1144b-1144f 1145a-1145b 1145d-1145e 11660-1166c 116b9 1171e 1182c-1183b
  11930-11935 11937-11938 1193b-1193e 11940 11942-11946 119d1-119d7 119da-119e0 119e2 119e4 11a01-11a0a
  11a33-11a39 11a3b-11a47 11a51-11a5b 11a8a-11a9c 11a9e-11aa2 11b00-11b09 11b60-11b67 11be1 11c30-11c36
  11c38-11c3d 11c3f 11c41-11c45 11c70-11c71 11c92-11ca7 11caa-11cb0 11cb2-11cb3 11cb5-11cb6 11d31-11d36 11d3a
  11d3c-11d3d 11d3f-11d45 11d47 11d8a-11d8e 11d90-11d91 11d93-11d97 11db0-11ddb 11ef3-11ef8 11f00-11f01 11f03
  11f34-11f3a 11f3e-11f4f 11f5a 11fff 12ff1-12ff2 13430-13440 13447-13455 1611e-1612f 16d68-16d6a 16d6d-16d6f
  16e97-16e9a 16ea0-16eb8 16ebb-16ed3 16f4f 16f7f-16f87 16fe2 16fe4 16ff0-16ff3 187f8-187ff 18d09-18d1e
  18d80-18df2 1ccd6-1ccf9 1cf00-1cf2d 1cf30-1cf46 1e000-1e006 1e008-1e018 1e01b-1e021 1e023-1e024 1e026-1e02a
  1e030-1e06d 1e08f 1e130-1e136 1e2ae 1e2ec-1e2ef 1e4ec-1e4ef 1e5ee-1e5ef 1e5ff 1e6c0-1e6de 1e6e0-1e6f5
  1e6fe-1e6ff 1e944-1e94a 1e95e-1e95f 1f16c 1fbf0-1fbf9 2b73a-2b73f 2cea2-2cead 323b0-33479
`

const pattern = new RegExp(
  `[${later
    .trim()
    .replace(/[0-9a-f]+/g, (code) => `\\u{${code}}`)
    .replace(/\s+/g, '')}]`,
  'u',
)

/** Whether reference and Node.js may differ on a character, because one knows more of it than the other. */
export function isLaterUnicode(character: string): boolean {
  return /\p{Cn}/u.test(character) || pattern.test(character)
}
