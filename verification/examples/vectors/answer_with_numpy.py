"""Answers exported vectors with NumPy's batch normalization: answer_with_numpy.py DIR."""
import json, pathlib, sys
import numpy as np

folder = pathlib.Path(sys.argv[1])
np.seterr(all="ignore")
for entry in json.loads((folder / "manifest.json").read_text())["steps"]:
    step, tensors = entry["step"], np.load(folder / "steps" / (entry["id"] + ".npz"))
    if step["layer"] != "batchnorm":
        continue  # What is left out is reported as skipped.
    x, dtype = tensors["x"], tensors["x"].dtype
    gamma, beta, mean, variance = (tensors[name].reshape(1, -1, 1)
                                   for name in ("gamma", "beta", "running_mean", "running_spread"))
    new_mean, new_variance = mean, variance
    if step["mode"] == "training" and x.size > 0:
        old_mean, old_variance, rate = mean, variance, dtype.type(step["momentum"])
        mean, variance = x.mean(axis=(0, 2), keepdims=True), x.var(axis=(0, 2), keepdims=True)
        if step["tracking"]:
            new_mean = old_mean + rate * (mean - old_mean)
            new_variance = old_variance + rate * (variance - old_variance)
    y = gamma * ((x - mean) / np.sqrt(variance + dtype.type(step["epsilon"]))) + beta
    np.savez(folder / "answers" / (entry["id"] + ".npz"), y=y.astype(dtype),
             running_mean=new_mean.reshape(-1).astype(dtype), running_spread=new_variance.reshape(-1).astype(dtype))
