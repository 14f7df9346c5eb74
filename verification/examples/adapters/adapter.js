// Batch normalization and batch renormalization in JavaScript: --subject "exec:node adapter.js".
"use strict";
const ARRAYS = { f32: Float32Array, f64: Float64Array };
const description = {
  protocol: 1, name: "javascript", ran_on: `Node.js ${process.version}, ${process.arch}`,
  layers: ["batchnorm", "batchrenorm"], modes: ["training", "inference"], dtypes: ["f32", "f64"],
  quantities: ["y", "running_mean", "running_spread", "r", "d", "dx", "dgamma", "dbeta"],
  variance: "two_pass", folded: false, cannot: "double backward",
};

function run(step) {
  const Floats = ARRAYS[step.dtype], round = step.dtype === "f32" ? Math.fround : (v) => v;
  const tensor = (name) => new Floats(new Uint8Array(Buffer.from(step[name], "base64")).buffer);
  const number = (name) => round(Number(step[name]));
  const [x, dy, gamma, beta, mean, spread] =
    ["x", "dy", "gamma", "beta", "running_mean", "running_spread"].map(tensor);
  if (spread.some((s) => s < 0)) return { rejected: "a running spread is negative" };
  const [outer, channels, inner] = step.shape, m = outer * inner, renorm = step.layer === "batchrenorm";
  const out = { y: new Floats(x.length), dx: new Floats(x.length), running_mean: mean.slice(), running_spread: spread.slice() };
  const names = renorm && step.mode === "training" && m > 0 ? ["r", "d", "dgamma", "dbeta"] : ["dgamma", "dbeta"];
  names.forEach((name) => (out[name] = new Floats(channels)));
  let rate = step.cumulative ? round(1 / (step.updates + 1)) : number("momentum");
  if (!step.tracking) rate = 0;
  for (let c = 0; c < channels; c++) { // One operation, one rounding: round(a + round(b * c)).
    const at = Array.from({ length: m }, (_, k) => (Math.floor(k / inner) * channels + c) * inner + (k % inner));
    const sum = (f) => at.reduce((s, i) => round(s + f(i)), 0), average = (f) => round(sum(f) / m);
    const training = step.mode === "training" && m > 0;
    let mu = mean[c], sigma = renorm ? spread[c] : round(Math.sqrt(round(spread[c] + number("epsilon"))));
    let r = 1, d = 0, meanG = 0, meanGX = 0;
    if (training) {
      mu = average((i) => x[i]);
      const deviation = (i) => round(x[i] - mu), variance = average((i) => round(deviation(i) * deviation(i)));
      sigma = round(Math.sqrt(round(variance + number("epsilon"))));
      const follow = (old, batch) => old + round(rate * round(batch - old));
      out.running_mean[c] = follow(mean[c], mu);
      out.running_spread[c] = follow(spread[c], renorm ? sigma : variance);
      if (renorm) {
        const clip = (v, low, high) => Math.min(Math.max(v, low), high);
        out.r[c] = r = clip(round(sigma / spread[c]), round(1 / number("r_max")), number("r_max"));
        out.d[c] = d = clip(round(round(mu - mean[c]) / spread[c]), -number("d_max"), number("d_max"));
      }
    }
    const xhat = (i) => round(round(x[i] - mu) / sigma), g = (i) => round(gamma[c] * dy[i]);
    const shifted = (i) => round(round(xhat(i) * r) + d);
    if (training) [meanG, meanGX] = [average(g), average((i) => round(g(i) * xhat(i)))];
    for (const i of at) {
      out.y[i] = round(gamma[c] * shifted(i)) + beta[c];
      out.dx[i] = r * round(round(round(g(i) - meanG) - round(xhat(i) * meanGX)) / sigma);
    }
    [out.dgamma[c], out.dbeta[c]] = [sum((i) => round(dy[i] * shifted(i))), sum((i) => dy[i])];
  }
  const text = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");
  return { outputs: Object.fromEntries(Object.entries(out).map(([name, array]) => [name, text(array)])) };
}

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, ask, step } = JSON.parse(line);
  console.log(JSON.stringify(ask === "describe" ? { id, description } : { id, ...run(step) }));
});
