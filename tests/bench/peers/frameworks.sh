# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh disable=SC2154 # service.sh stands in front
# What a person who knows how would type into `ssh host sh -s`: Jupyter, TensorFlow and JAX from a Python index, an environment and a
# kernel each, a password, a certificate, a service that stays, and a proof. Given: index, the index's URL.
set -eu
export DEBIAN_FRONTEND=noninteractive PIP_INDEX_URL="${index:?}" PIP_DISABLE_PIP_VERSION_CHECK=1
host=${index#http://}
export PIP_TRUSTED_HOST="${host%%/*}"
sudo apt-get -qq update
sudo --preserve-env=DEBIAN_FRONTEND apt-get -qq install -y --no-install-recommends ca-certificates python3 python3-venv >/dev/null
mkdir -p "$ours/notebooks"
python3 -m venv "$ours/jupyter"
"$ours/jupyter/bin/python" -m pip -q install 'jupyterlab>=4.6' 'jupyter-server>=2.20' ipykernel
for name in tensorflow jax; do
    python3 -m venv "$ours/$name"
    "$ours/$name/bin/python" -m pip -q install "$name" ipykernel numpy
    "$ours/$name/bin/python" -m ipykernel install --prefix "$ours/jupyter" --name "$name" >/dev/null
done
certify
hash=$("$ours/jupyter/bin/python" -c 'from jupyter_server.auth import passwd; print(passwd("correct horse battery staple"))')
cat >"$ours/config.py" <<END
c.PasswordIdentityProvider.hashed_password = "$hash"
c.ServerApp.certfile = "$ours/cert.pem"
c.ServerApp.keyfile = "$ours/key.pem"
c.ServerApp.port = 8899
c.ServerApp.port_retries = 0
c.ServerApp.open_browser = False
c.ServerApp.root_dir = "$ours/notebooks"
END
serve "$ours/jupyter/bin/jupyter-lab"
"$ours/tensorflow/bin/python" -c 'import numpy, tensorflow as tf; a = tf.constant(numpy.ones((2, 2), "float32")); assert tf.matmul(a, a).numpy().sum() == 8'
"$ours/jax/bin/python" -c 'import jax; assert jax.devices()'
