import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Families in order of preference, one for each script of our languages. */
const families = [
  { name: 'Noto Sans', manifest: import.meta.resolve('@expo-google-fonts/noto-sans/package.json') },
  {
    name: 'Noto Sans Devanagari',
    manifest: import.meta.resolve('@expo-google-fonts/noto-sans-devanagari/package.json'),
  },
  { name: 'Vazirmatn', manifest: import.meta.resolve('@expo-google-fonts/vazirmatn/package.json') },
]

/**
 * Tells fontconfig to use these fonts and no other: a bare machine has none for Devanagari, and pictures are the same on
 * every machine.
 * @returns the file for `FONTCONFIG_FILE`
 */
export async function writeFontConfig(folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf')
  const folders = families.map((family) => dirname(fileURLToPath(family.manifest)))
  const strings = families.map((family) => `<string>${family.name}</string>`).join('')
  const draft = `${file}.${process.pid}` // a browser that starts beside us must not read half a file
  await mkdir(folder, { recursive: true })
  await writeFile(
    draft,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
${folders.map((path) => `  <dir>${path}</dir>`).join('\n')}
  <cachedir>${join(folder, 'font-cache')}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append" binding="strong">${strings}</edit>
  </match>
</fontconfig>
`,
  )
  await rename(draft, file)
  return file
}
