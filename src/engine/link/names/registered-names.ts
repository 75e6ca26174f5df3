import type { Inventory } from '../inventory.js';
import type { Ownership } from '../ownership/ownership.js';

/** Programs answer to the names under which their code registers them: `kratos.Name("shop.order.service")`. */
export function addRegisteredNames({ entryPoints }: Inventory, ownership: Ownership): void {
  for (const { registeredName, site } of entryPoints) {
    if (registeredName === undefined) continue;
    const [draft, ...others] = ownership.of(site.path).drafts;
    if (others.length === 0) draft?.aliases.add(registeredName);
  }
}
