"""PyTorch's batch normalization, gradients by autograd: --subject "exec:python3 torch_adapter.py"."""
import base64, json, sys
import numpy as np, torch

DTYPES = {"f32": (np.dtype("<f4"), torch.float32), "f64": (np.dtype("<f8"), torch.float64)}
DESCRIPTION = {
    "protocol": 1, "name": "pytorch", "ran_on": f"PyTorch {torch.__version__}, CPU",
    "layers": ["batchnorm"], "modes": ["training", "inference"], "dtypes": list(DTYPES), "trace": True,
    "quantities": ["y", "running_mean", "running_spread", "dx", "dgamma", "dbeta", "grad_x", "grad_gamma", "grad_dy"],
}


def tensor(step, name):
    values = torch.from_numpy(np.frombuffer(base64.b64decode(step[name]), DTYPES[step["dtype"]][0]).copy())
    return values.reshape(step["shape"]) if name in ("x", "dy", "ddx") else values


def layer_of(step):
    layer = torch.nn.BatchNorm1d(step["shape"][1], affine=step["affine"], dtype=DTYPES[step["dtype"]][1])
    layer.running_mean, layer.running_var = (tensor(step, "running_" + name) for name in ("mean", "spread"))
    layer.num_batches_tracked.fill_(step["updates"])
    return layer


def run(layer, step):
    layer.train(step["mode"] == "training")
    layer.eps, layer.track_running_stats = step["epsilon"], step["tracking"]
    layer.momentum = None if step["cumulative"] else step["momentum"]
    x, dy = tensor(step, "x").requires_grad_(), tensor(step, "dy").requires_grad_()
    inputs = [x]
    if step["affine"]:
        layer.weight, layer.bias = (torch.nn.Parameter(tensor(step, name)) for name in ("gamma", "beta"))
        inputs += [layer.weight, layer.bias]
    y = layer(x)
    gradients = torch.autograd.grad(y, inputs, dy, create_graph="ddx" in step)
    out = {"y": y, "running_mean": layer.running_mean, "running_spread": layer.running_var}
    out.update(zip(["dx", "dgamma", "dbeta"], gradients))
    if "ddx" in step:
        upstream = [tensor(step, name) for name in ("ddx", "ddgamma", "ddbeta")[:len(inputs)]]
        wanted = [x, dy, *inputs[1:2]]
        second = torch.autograd.grad(gradients, wanted, upstream, allow_unused=True)
        for name, w, grad in zip(["grad_x", "grad_dy", "grad_gamma"], wanted, second):
            out[name] = torch.zeros_like(w) if grad is None else grad
    text = lambda values: base64.b64encode(values.detach().numpy().tobytes()).decode()
    return {"outputs": {name: text(values) for name, values in out.items()}}


for line in sys.stdin:
    question = json.loads(line)
    try:
        if question["ask"] == "describe":
            answer = {"description": DESCRIPTION}
        elif question["ask"] == "run":
            answer = run(layer_of(question["step"]), question["step"])
        else:
            layer = layer_of(question["steps"][0])
            answer = {"steps": [run(layer, step) for step in question["steps"]]}
    except ValueError as error:  # PyTorch does not train on a single value per channel.
        answer = {"unsupported": str(error)}
    print(json.dumps({"id": question["id"], **answer}), flush=True)
