/** Browsers draw no canvas beyond this many pixels a side. */
const MOST_PIXELS = 16_000;

/**
 * Paints an SVG document into a PNG; Base64, without the head of a data URI. Fails when the browser cannot draw it.
 * @param wanted pixels per unit of the drawing; fewer where it would be too big
 */
export async function svgToPng(text: string, wanted: number): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(wanted, MOST_PIXELS / Math.max(image.naturalWidth, image.naturalHeight, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
