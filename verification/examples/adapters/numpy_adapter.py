"""Batch normalization and batch renormalization in NumPy: --subject "exec:python3 numpy_adapter.py"."""
import base64, json, platform, sys
import numpy as np

DTYPES = {"f32": np.dtype("<f4"), "f64": np.dtype("<f8")}
DESCRIPTION = {
    "protocol": 1, "name": "numpy", "ran_on": f"NumPy {np.__version__}, Python {platform.python_version()}",
    "layers": ["batchnorm", "batchrenorm"], "modes": ["training", "inference"], "dtypes": list(DTYPES),
    "quantities": ["y", "running_mean", "running_spread", "r", "d", "dx", "dgamma", "dbeta"],
    "variance": "two_pass", "folded": False, "cannot": "double backward",
}


def run(step):
    dtype, renorm = DTYPES[step["dtype"]], step["layer"] == "batchrenorm"
    number = lambda name: dtype.type(float(step[name]))
    tensor = lambda name: np.frombuffer(base64.b64decode(step[name]), dtype)
    x, dy = tensor("x").reshape(step["shape"]), tensor("dy").reshape(step["shape"])
    gamma, beta, mean, spread = (tensor(name).reshape(1, -1, 1)
                                 for name in ("gamma", "beta", "running_mean", "running_spread"))
    if (spread < 0).any():
        return {"rejected": "a running spread is negative"}
    epsilon, m = number("epsilon"), dtype.type(x.shape[0] * x.shape[2])
    total = lambda values: values.sum(axis=(0, 2), keepdims=True)
    out = {"dbeta": total(dy)}
    if step["mode"] == "inference" or m == 0:
        sigma = spread if renorm else np.sqrt(spread + epsilon)
        xhat = (x - mean) / sigma
        out.update(dx=gamma * dy / sigma, running_mean=mean, running_spread=spread)
    else:
        mu = total(x) / m
        variance = total((x - mu) ** 2) / m
        sigma = np.sqrt(variance + epsilon)
        xhat = (x - mu) / sigma
        g = gamma * dy
        dx = (g - total(g) / m - xhat * (total(g * xhat) / m)) / sigma
        rate = number("momentum") if step["tracking"] else dtype.type(0)
        if step["cumulative"]:
            rate = dtype.type(1) / dtype.type(step["updates"] + 1)
        kept = sigma if renorm else variance
        out.update(running_mean=mean + rate * (mu - mean), running_spread=spread + rate * (kept - spread))
        if renorm:
            r = np.clip(sigma / spread, 1 / number("r_max"), number("r_max"))
            d = np.clip((mu - mean) / spread, -number("d_max"), number("d_max"))
            xhat, dx = xhat * r + d, r * dx
            out.update(r=r, d=d)
        out["dx"] = dx
    out.update(y=gamma * xhat + beta, dgamma=total(dy * xhat))
    text = lambda values: base64.b64encode(values.astype(dtype).tobytes()).decode()
    return {"outputs": {name: text(values) for name, values in out.items()}}


np.seterr(all="ignore")
for line in sys.stdin:
    question = json.loads(line)
    if question["ask"] == "describe":
        answer = {"description": DESCRIPTION}
    else:
        answer = run(question["step"])
    print(json.dumps({"id": question["id"], **answer}), flush=True)
