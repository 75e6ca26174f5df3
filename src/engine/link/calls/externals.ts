import { hostedServiceAt, type HostedService } from '../../model/hosted-services/index.js';
import type { Site } from '../../model/text.js';
import { registeredDomain } from '../names/addresses.js';
import type { Draft } from '../draft.js';
import { bareDraft } from '../draft.js';

/** The systems of others that this one uses: one per hosted service, else one per registered domain. */
export class Externals {
  readonly #byKey = new Map<string, Draft>();

  /** The system behind a public host; undefined for names that no outsider has. */
  at(host: string, site: Site): Draft | undefined {
    const domain = registeredDomain(host);
    if (domain === undefined) return undefined;
    const service = hostedServiceAt(host);
    const draft = service === undefined ? this.#draft(domain, domain, site) : this.service(service, site);
    draft.aliases.add(host);
    if (service === undefined) draft.aliases.add(domain.slice(0, domain.indexOf('.')));
    return draft;
  }

  /** A hosted service, wherever its client finds it. */
  service({ id, name, aliases }: HostedService, site: Site): Draft {
    const draft = this.#draft(id, name, site);
    for (const alias of aliases) draft.aliases.add(alias);
    return draft;
  }

  /** A system that a place in its own terms names: a repository of a code host. */
  place(place: string, name: string, site: Site): Draft {
    const draft = this.#draft(place, name, site);
    draft.aliases.add(place);
    return draft;
  }

  /** All that were asked for. */
  all(): Draft[] {
    return [...this.#byKey.values()];
  }

  #draft(key: string, name: string, site: Site): Draft {
    let draft = this.#byKey.get(key);
    if (draft === undefined) this.#byKey.set(key, (draft = bareDraft('external', name, [])));
    draft.definedAt.push(site);
    return draft;
  }
}
