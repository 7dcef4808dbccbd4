// Numbers as Norwegian readers expect them; the same as costmodel/texts/numbers.py, to the last digit.

const NO_BREAK = "\u00a0";
const MINUS = "\u2212";
const NOTHING = "\u2013";
const MOST_DIGITS = 100; // of toFixed: enough to write any tie in full

// A number with thousands parted by a no-break space and a decimal comma.
export function number(value, decimals = 0) {
  if (value === null || !Number.isFinite(value)) return NOTHING;
  const [whole, fraction] = rounded(Math.abs(value), decimals).split(".");
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, NO_BREAK);
  const digits = fraction ? `${parted},${fraction}` : parted;
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

// The same with a plus sign before positive numbers, for changes.
export function signed(value, decimals = 0) {
  const text = number(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

export function percent(value, decimals = 0) {
  return value === null || !Number.isFinite(value) ? NOTHING : `${number(100 * value, decimals)}${NO_BREAK}%`;
}

// toFixed rounds a tie up; Python takes the even one.
function rounded(amount, decimals) {
  if (amount >= 1e21) return BigInt(amount).toString() + (decimals ? `.${"0".repeat(decimals)}` : "");
  const up = amount.toFixed(decimals);
  if (!"13579".includes(up.at(-1)) || !amount.toFixed(decimals + 1).endsWith("5")) return up;
  const [whole, fraction] = amount.toFixed(MOST_DIGITS).split(".");
  if (!/^50*$/.test(fraction.slice(decimals))) return up;
  return decimals ? `${whole}.${fraction.slice(0, decimals)}` : whole;
}
