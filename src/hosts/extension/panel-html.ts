import { Uri, type Webview } from 'vscode';

/**
 * The page of the graph. Nothing runs or loads but our own bundles; the layout worker is made from a blob, because
 * webviews allow no other workers.
 * @param dist folder of the bundles
 */
export function panelHtml(webview: Webview, dist: Uri, language: string): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const bundle = (file: string): string => webview.asWebviewUri(Uri.joinPath(dist, file)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Coupling Graph</title>
  <link rel="stylesheet" nonce="${nonce}" href="${bundle('webview.css')}">
</head>
<body>
  <div id="app"></div>
  <script nonce="${nonce}" data-elk="${bundle('elk.js')}" src="${bundle('webview.js')}"></script>
</body>
</html>`;
}
