import { database } from '../../database.js';

export async function openRepairs(flat: string): Promise<number> {
  const repairs = await database.query('SELECT count(*) FROM repairs WHERE flat = $1', [flat]);
  return Number(repairs.rows[0].count);
}
