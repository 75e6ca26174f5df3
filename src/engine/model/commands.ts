/** A command with the variables that are known filled in: `$NAME`, `${NAME}`; the others stand as written. */
export function withVariables(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (written, braced?: string, bare?: string) => valueOf(braced ?? bare ?? '') ?? written);
}
