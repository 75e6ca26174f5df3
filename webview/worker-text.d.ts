/** The bundler embeds the worker as text (import attribute `type: 'text'`). */
declare module 'elkjs/lib/elk-worker.min.js' {
  const source: string;
  export default source;
}
