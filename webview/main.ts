/**
 * The page of the Coupling Graph. It needs this body and nothing else, everything is built here:
 *
 *   <body>
 *     <div id="app"></div>
 *     <script nonce="…" data-elk="<uri of dist/elk.js>" src="<uri of dist/webview.js>"></script>
 *   </body>
 *
 * with dist/webview.css linked in the head and this policy:
 *
 *   default-src 'none'; script-src 'nonce-…'; style-src <webview source> 'nonce-…'; font-src <webview source>;
 *   img-src data:; worker-src blob:
 */
import { registerControls } from './controls.js';
import { GraphPage } from './graph-page.js';
import { openChannel } from './messages.js';

registerControls();
new GraphPage(openChannel(), document.currentScript as HTMLScriptElement).start();
