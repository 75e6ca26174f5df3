import { database } from '../../database.js';

export async function moveIn(tenant: string, flat: string): Promise<void> {
  await database.query('UPDATE tenants SET flat = $2 WHERE id = $1', [tenant, flat]);
  await fetch(`${process.env.LETTERS_URL}/letters`, { method: 'POST', body: JSON.stringify({ tenant }), signal: AbortSignal.timeout(2000) });
}

export async function nameOf(flat: string): Promise<string> {
  const tenant = await database.query('SELECT name FROM tenants WHERE flat = $1', [flat]);
  return tenant.rows[0].name;
}
