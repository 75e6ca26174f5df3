import type { Path } from '../../model/text.js';
import type { SourceLanguage } from './language.js';
import { csharp } from './csharp/language.js';
import { go } from './go/language.js';
import { java, kotlin } from './java/language.js';
import { php } from './php/language.js';
import { python } from './python/language.js';
import { ruby } from './ruby/language.js';
import { rust } from './rust/language.js';

/** Languages that are read through an outline (TypeScript and JavaScript are not: their compiler reads them). */
const LANGUAGES: readonly SourceLanguage[] = [csharp, go, java, kotlin, php, python, ruby, rust];

/** The language of a source file that runs in production; undefined for all other files. */
export function languageOf(path: Path): SourceLanguage | undefined {
  return LANGUAGES.find(({ files, notInProduction }) => files.test(path) && !notInProduction.test(path));
}
