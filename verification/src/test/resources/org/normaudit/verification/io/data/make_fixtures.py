"""Makes the .npy and .npz files beside it: NumPy 2.4.6, `python3 make_fixtures.py`.

Every array holds k/8 - 1 for k = 0, 1, 2, ... in C order, which each dtype represents.
"""

import numpy as np
from numpy.lib import format as npy

a = (np.arange(12) / 8 - 1).reshape(2, 3, 2)
for descr in ("<f2", "<f4", "<f8", ">f2", ">f4", ">f8"):
    name = {"<": "little", ">": "big"}[descr[0]] + "-" + descr[1:]
    np.save(name + ".npy", a.astype(descr))
for version in ((1, 0), (2, 0), (3, 0)):
    with open("version-%d.npy" % version[0], "wb") as f:
        npy.write_array(f, a, version=version)
np.save("vector.npy", a.ravel())
np.save("empty-batch.npy", a[:0])
np.save("special.npy", np.array([np.nan, np.inf, -np.inf, -0.0, 2.0**-24, 65504.0], "<f2"))
np.save("fortran.npy", np.asfortranarray(a))
np.save("integers.npy", np.arange(12).reshape(3, 4))
np.save("objects.npy", np.array([[1.0, "x"]], dtype=object))
np.save("structured.npy", np.zeros((2, 2), dtype=[("x", "<f4"), ("y", "<f4")]))
np.save("scalar.npy", np.float64(1))
np.save("complex.npy", a.astype("<c16"))
np.savez("stored.npz", x=a, dy=a.astype("<f4"))
np.savez_compressed("compressed.npz", x=a, dy=a.astype("<f4"))
