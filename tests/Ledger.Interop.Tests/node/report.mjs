// Runs named cases one after another and prints a JSON line for each: {"case", "ok", "detail"}.
import assert from 'node:assert/strict';

export const { equal, deepEqual, ok } = assert;

// The error that `action` must end with.
export async function rejects(action) {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error('the call succeeded');
}

export async function run(cases, only) {
  for (const [name, action] of Object.entries(cases)) {
    if (only.length > 0 && !only.includes(name)) {
      continue;
    }
    let detail = '';
    try {
      await action();
    } catch (error) {
      detail = String(error?.stack ?? error);
    }
    console.log(JSON.stringify({ case: name, ok: detail === '', detail }));
  }
}
