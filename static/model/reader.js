// Carries out a graph of operations on numbers, as costmodel/explain/as_data.py writes it; knows nothing of the model behind it.
//
// Every number is a table of rows (years) and columns (municipalities); a size of 1 counts for every row or column. Each
// operation is one loop. After `set`, `update` does again only the steps that hang on what was set.

export class Graph {
  constructor({ numbers, steps, inputs, results }) {
    this.inputs = inputs;
    this.results = results;
    this.tables = numbers.map(([rows, columns, cells]) => {
      const table = tableOf(rows, columns);
      const all = cells.map(numberOf);
      if (all.length === 1) table.cells.fill(all[0]);
      else table.cells.set(all);
      return table;
    });
    this.first = numbers.length;
    this.changed = new Uint8Array(numbers.length + steps.length).fill(1);
    this.steps = steps.map(([name, places, parameters]) => {
      const operation = OPERATIONS[name];
      if (!operation) throw new Error(`no operation ${name}`);
      const given = places.map((place) => this.tables[place]);
      const [rows, columns] = operation.size(given, parameters);
      const table = tableOf(rows, columns);
      this.tables.push(table);
      return { loop: operation.loop, places, given, parameters, table };
    });
    this.update();
  }

  has(name) {
    return name in this.inputs;
  }

  set(name, value) {
    const place = this.inputs[name];
    const { cells } = this.tables[place];
    if (cells.every((cell) => cell === value)) return;
    cells.fill(value);
    this.changed[place] = 1;
  }

  update() {
    const { changed } = this;
    this.steps.forEach((step, at) => {
      if (!step.places.some((place) => changed[place])) return;
      step.loop(step.table, step.given, step.parameters);
      changed[this.first + at] = 1;
    });
    changed.fill(0);
  }

  // The cells of a result, row by row.
  get(name) {
    return this.tables[this.results[name]].cells;
  }
}

function tableOf(rows, columns) {
  return { rows, columns, cells: new Float64Array(rows * columns) };
}

function numberOf(cell) {
  return typeof cell === "number" ? cell : { inf: Infinity, "-inf": -Infinity, nan: NaN }[cell];
}

function common(tables) {
  return [Math.max(...tables.map((table) => table.rows)), Math.max(...tables.map((table) => table.columns))];
}

const asFirst = ([first]) => [first.rows, first.columns];
const oneRow = ([first]) => [1, first.columns];
const oneColumn = ([first]) => [first.rows, 1];
const oneCell = () => [1, 1];

// Cell by cell, of one, two or three tables.
function cellwise(calculate) {
  return {
    size: common,
    loop(out, given) {
      const a = walk(given[0]);
      const b = walk(given[1] ?? given[0]);
      const c = walk(given[2] ?? given[0]);
      let at = 0;
      for (let row = 0; row < out.rows; row++) {
        for (let column = 0; column < out.columns; column++) {
          const cellOfA = a.cells[row * a.down + column * a.across];
          const cellOfB = b.cells[row * b.down + column * b.across];
          const cellOfC = c.cells[row * c.down + column * c.across];
          out.cells[at++] = calculate(cellOfA, cellOfB, cellOfC);
        }
      }
    },
  };
}

// How far it is to the next row and column: nowhere, where one counts for all.
function walk({ rows, columns, cells }) {
  return { cells, down: rows > 1 ? columns : 0, across: columns > 1 ? 1 : 0 };
}

// Down the years of each column: `calculate` gets what has come so far and the next cell.
function running(calculate) {
  return {
    size: asFirst,
    loop(out, [table]) {
      const { columns, cells } = table;
      for (let at = 0; at < cells.length; at++) out.cells[at] = at < columns ? cells[at] : calculate(out.cells[at - columns], cells[at]);
    },
  };
}

// All cells of a row, of a column or of the whole table, put together one after the other.
function together(size, calculate) {
  return {
    size,
    loop(out, [table]) {
      const seen = new Uint8Array(out.cells.length);
      for (let at = 0; at < table.cells.length; at++) {
        const row = out.rows > 1 ? Math.floor(at / table.columns) : 0;
        const to = row * out.columns + (out.columns > 1 ? at % table.columns : 0);
        out.cells[to] = seen[to] ? calculate(out.cells[to], table.cells[at]) : table.cells[at];
        seen[to] = 1;
      }
    },
  };
}

// Math.pow gives NaN where a base of 1 or −1 meets what is no number or infinite; NumPy gives 1.
function power(base, exponent) {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return base ** exponent;
}

function years(out, [first]) {
  for (let row = 0; row < out.rows; row++) out.cells[row] = first.cells[0] + row;
}

const yearsUpTo = ([first, afterLast], { count }) => [count ?? Math.ceil(afterLast.cells[0] - first.cells[0]), 1];

function pick(out, [grid, selector], { start }) {
  const from = selector ? selector.cells[0] - 1 : start;
  for (let at = 0; at < out.cells.length; at++) {
    out.cells[at] = grid.cells[Math.floor(at / out.columns) * grid.columns + from + (at % out.columns)];
  }
}

// The rows of a table in other years: linear between those that are known, constant outside.
function interpolate(out, [wanted, known, table]) {
  const last = known.rows - 1;
  for (let row = 0; row < out.rows; row++) {
    const year = wanted.cells[row];
    let before = 0;
    while (before < last && known.cells[before + 1] <= year) before++;
    const next = Math.min(before + 1, last);
    const share = before === last || year <= known.cells[0] ? 0 : (year - known.cells[before]) / (known.cells[next] - known.cells[before]);
    for (let column = 0; column < table.columns; column++) {
      const start = table.cells[before * table.columns + column];
      out.cells[row * table.columns + column] = start + (table.cells[next * table.columns + column] - start) * share;
    }
  }
}

const LOWEST_RATE = -0.9;
const HIGHEST_RATE = 10;

// Only for flows that change sign once, from negative to positive: then there is at most one rate.
function irr(out, [flow]) {
  const signs = flow.cells.filter((amount) => amount !== 0).map(Math.sign);
  const changes = signs.slice(1).filter((sign, at) => sign !== signs[at]);
  out.cells[0] = changes.length === 1 && changes[0] === 1 ? rateBetween(flow.cells, LOWEST_RATE, HIGHEST_RATE) : NaN;
}

function rateBetween(flow, low, high) {
  const valueAt = (rate) => flow.reduceRight((value, amount) => value / (1 + rate) + amount, 0);
  if (!(valueAt(low) >= 0 && valueAt(high) <= 0)) return NaN;
  for (let halving = 0; halving < 80; halving++) {
    const middle = (low + high) / 2;
    if (valueAt(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

// The first year from which the discounted sum stays at or above 0 to the end, after having been below.
function paybackYear(out, [net, factor, years]) {
  let sum = 0;
  let lastBelow = -1;
  net.cells.forEach((amount, row) => {
    sum += amount * factor.cells[factor.rows > 1 ? row : 0];
    if (sum < 0) lastBelow = row;
  });
  const recovers = lastBelow >= 0 && lastBelow < net.rows - 1;
  out.cells[0] = recovers ? years.cells[0] + lastBelow + 1 : NaN;
}

const truth = (holds) => (holds ? 1 : 0);

export const OPERATIONS = {
  add: cellwise((a, b) => a + b),
  subtract: cellwise((a, b) => a - b),
  multiply: cellwise((a, b) => a * b),
  divide: cellwise((a, b) => a / b),
  negative: cellwise((a) => -a),
  power: cellwise(power),
  maximum: cellwise(Math.max),
  minimum: cellwise(Math.min),
  floor: cellwise(Math.floor),
  ceil: cellwise(Math.ceil),
  log1p: cellwise(Math.log1p),
  expm1: cellwise(Math.expm1),
  less: cellwise((a, b) => truth(a < b)),
  less_equal: cellwise((a, b) => truth(a <= b)),
  greater: cellwise((a, b) => truth(a > b)),
  greater_equal: cellwise((a, b) => truth(a >= b)),
  equal: cellwise((a, b) => truth(a === b)),
  not_equal: cellwise((a, b) => truth(a !== b)),
  bitwise_and: cellwise((a, b) => a & b),
  where: cellwise((condition, then, otherwise) => (condition !== 0 ? then : otherwise)),
  clip: cellwise((a, low, high) => Math.min(Math.max(a, low), high)),
  running_sum: running((sum, cell) => sum + cell),
  running_ratio: running((ratio, cell) => ratio / cell),
  sum_years: together(oneRow, (sum, cell) => sum + cell),
  sum_municipalities: together(oneColumn, (sum, cell) => sum + cell),
  highest: together(oneCell, Math.max),
  lowest: together(oneColumn, Math.min),
  years: { size: yearsUpTo, loop: years },
  pick: { size: ([grid, selector], { start, stop }) => [grid.rows, selector ? 1 : stop - start], loop: pick },
  item: { size: oneCell, loop: (out, [list], { index }) => void (out.cells[0] = list.cells.at(index)) },
  interpolate: { size: ([wanted, , table]) => [wanted.rows, table.columns], loop: interpolate },
  irr: { size: oneCell, loop: irr },
  payback_year: { size: oneCell, loop: paybackYear },
};
